import { randomUUID } from "node:crypto";
import { bumpConfigRevision } from "../../db/postgres/bump-revision.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { formatNano } from "../../domain/money.ts";
import type { QuotaMetric, QuotaMode, QuotaRule, QuotaWindow } from "../../domain/quota/rule.ts";
import { parseSubject } from "../../domain/quota/subject.ts";
import { addUpstream } from "./books.ts";
import type { ModelGrant } from "./quota-model.ts";
import type { QuotaWorkspace } from "./quota-orders.ts";

/** A rule as tests draw it. */
export interface RuleTemplate {
  /** As on the wire. */
  readonly subject: Readonly<Record<string, string | string[]>>;
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  readonly mode: QuotaMode;
  /** Whole units. */
  readonly limits: readonly [least: number, most: number];
}

const PARIS = { kind: "calendar", tz: "Europe/Paris" } as const;
const DAY: QuotaWindow = { ...PARIS, unit: "day" };
const MONTH: QuotaWindow = { ...PARIS, unit: "month" };
const LIFETIME: QuotaWindow = { kind: "lifetime" };
const rolling = (seconds: number): QuotaWindow => ({ kind: "rolling", seconds });

/** Every metric but GPU time, every window and mode; several of one family. */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  { subject: { each: "user" }, metric: "generations", window: DAY, mode: "block", limits: [2, 6] },
  {
    subject: { each: "user", plan: "free" },
    metric: "generations",
    window: DAY,
    mode: "block",
    limits: [1, 3],
  },
  { subject: { user: "u_1" }, metric: "generations", window: DAY, mode: "block", limits: [3, 8] },
  { subject: { each: "user" }, metric: "generations", window: DAY, mode: "warn", limits: [1, 3] },
  {
    subject: { each: "user" },
    metric: "generations",
    window: MONTH,
    mode: "block",
    limits: [4, 9],
  },
  {
    subject: { each: "user" },
    metric: "video_seconds",
    window: rolling(86_400),
    mode: "block",
    limits: [10, 30],
  },
  {
    subject: { each: "user", feature: "remix" },
    metric: "video_seconds",
    window: DAY,
    mode: "block",
    limits: [6, 20],
  },
  { subject: {}, metric: "cost", window: MONTH, mode: "block", limits: [3, 9] },
  {
    subject: { feature: "remix" },
    metric: "cost",
    window: rolling(3_600),
    mode: "block",
    limits: [1, 4],
  },
  {
    subject: { each: "user" },
    metric: "in_flight",
    window: LIFETIME,
    mode: "block",
    limits: [2, 4],
  },
  { subject: { each: "user" }, metric: "cost", window: LIFETIME, mode: "block", limits: [2, 6] },
  {
    subject: { each: ["user", "feature"] },
    metric: "video_seconds",
    window: MONTH,
    mode: "warn",
    limits: [6, 20],
  },
  { subject: {}, metric: "generations", window: rolling(7_200), mode: "shadow", limits: [2, 6] },
  {
    subject: { each: "feature" },
    metric: "generations",
    window: rolling(7_200),
    mode: "block",
    limits: [3, 9],
  },
];

/** A rule of a template with a limit, a decimal string. */
export function ruleOf(template: RuleTemplate, limit: bigint): QuotaRule {
  const parsed = parseSubject(template.subject);
  if (parsed.kind === "invalid") throw new Error(`${parsed.field} ${parsed.reason}`);
  const { metric, window, mode } = template;
  return { id: randomUUID(), name: "Test", subject: parsed.subject, metric, window, limit, mode };
}

/** A workspace of its own with one upstream. */
export async function plantWorkspace(pg: Postgres, masterKey: Uint8Array): Promise<QuotaWorkspace> {
  const where = { workspaceId: `ws_${randomUUID()}`, upstreamId: randomUUID() };
  const { workspaceId } = where;
  await pg.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Quota', ${workspaceId})`;
  await addUpstream(pg, masterKey, where);
  return where;
}

/** What a workspace has needs to be learnt no more. */
export async function retireWorkspace(pg: Postgres, workspaceId: string): Promise<void> {
  await pg.sql`update quota_rules set deleted_at = now() where workspace_id = ${workspaceId}`;
  await pg.sql`update upstreams set disabled_at = now() where workspace_id = ${workspaceId}`;
}

/** Writes a rule, or its deletion, and says that rules changed. */
export async function writeRule(
  pg: Postgres,
  workspaceId: string,
  rule: QuotaRule,
  deleted = false,
): Promise<void> {
  const subject = JSON.stringify({
    ...(rule.subject.each.length === 0 ? {} : { each: rule.subject.each }),
    ...rule.subject.fixed,
  });
  await pg.sql`
    insert into quota_rules (id, workspace_id, name, subject, metric, "window", limit_amount, mode, deleted_at)
    values (${rule.id}, ${workspaceId}, ${rule.name}, ${subject}::text::jsonb, ${rule.metric},
      ${JSON.stringify(rule.window)}::text::jsonb, ${formatNano(rule.limit)}, ${rule.mode},
      ${deleted ? new Date(0).toISOString() : null})
    on conflict (id) do update set limit_amount = excluded.limit_amount, mode = excluded.mode,
      deleted_at = excluded.deleted_at`;
  await bumpConfigRevision(pg.drizzle);
}

export async function giveGrant(
  pg: Postgres,
  workspaceId: string,
  grant: Omit<ModelGrant, "usable">,
): Promise<void> {
  await pg.sql`
    insert into grants (id, workspace_id, user_id, metric, amount, expires_at, reason, created_by)
    values (${grant.id}, ${workspaceId}, ${grant.user}, ${grant.metric}, ${formatNano(grant.amount)},
      ${new Date(grant.expiresAtMs).toISOString()}, 'Test', 'test')`;
}

export async function revokeGrant(pg: Postgres, workspaceId: string, id: string): Promise<void> {
  await pg.sql`update grants set revoked_at = now() where workspace_id = ${workspaceId} and id = ${id}`;
}
