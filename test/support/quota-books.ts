import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { parseNano } from "../../domain/money.ts";
import type { Observation } from "../../domain/observation.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { QuotaMetric } from "../../domain/quota/rule.ts";
import type { AdmissionResult, IdempotencyClaim, NewJob } from "../../ingest/job-book.ts";
import { MISSING_RULES } from "../../ingest/settle/decide-observation.ts";
import { foldObservation } from "../../ingest/settle/fold-observation.ts";
import { POLL_SCHEDULE } from "../../ingest/settle/poll-schedule.ts";
import { observation, type Books } from "./books.ts";
import { familyOfRule, plannedHold } from "./planned-hold.ts";

/** Used and held, decimal strings without needless zeros. */
export interface Taken {
  readonly used: string;
  readonly held: string;
}

/** One user's limits, grants and clips in the books of a workspace. */
export interface QuotaUser {
  readonly user: string;
  /** A hold in the user's own bucket of a rule of this user alone. */
  hold(
    rule: string,
    metric: QuotaMetric,
    limit: string | null,
    amount: string | null,
    change?: Partial<PlannedHold>,
  ): PlannedHold;
  /** Ids of rules by the names that `hold` was given. */
  ruleId(rule: string): string;
  newJob(change?: Partial<NewJob>): NewJob;
  admit(
    holds: readonly PlannedHold[],
    change?: Partial<NewJob>,
    claim?: IdempotencyClaim | null,
  ): Promise<{ readonly job: NewJob; readonly result: AdmissionResult }>;
  /** Admitted and accepted upstream. */
  submit(holds: readonly PlannedHold[], change?: Partial<NewJob>): Promise<NewJob>;
  /** What the upstream says about a clip; `cost` in USD. */
  see(job: NewJob, seen: Partial<Observation> & { readonly cost?: string }): Promise<void>;
  grant(
    amount: string,
    metric: QuotaMetric,
    options?: { readonly inHours?: number; readonly user?: string; readonly revoked?: boolean },
  ): Promise<string>;
  grantState(id: string): Promise<Taken>;
  /** Of a rule's only bucket. */
  bucket(rule: string): Promise<Taken & { readonly most: string; readonly overrun: string }>;
  hits(rule: string): Promise<readonly { readonly mode: string; readonly hits: number }[]>;
}

export function openQuotaUser(books: Books): QuotaUser {
  const { pg, workspaceId, book } = books;
  const user = `u_${randomUUID()}`;
  const ruleIds = new Map<string, string>();
  const deps = { ...books.deps, schedule: POLL_SCHEDULE, missing: MISSING_RULES };

  const ruleId = (rule: string): string => {
    const id = ruleIds.get(rule) ?? randomUUID();
    ruleIds.set(rule, id);
    return id;
  };
  const newJob: QuotaUser["newJob"] = (change = {}) => {
    const attribution = { ...books.newJob().attribution, user };
    return books.newJob({ attribution, ...change });
  };
  const admit: QuotaUser["admit"] = async (holds, change, claim = null) => {
    const job = newJob(change);
    return { job, result: await book.admit(job, holds, claim) };
  };

  return {
    user,
    ruleId,
    newJob,
    admit,
    hold: (rule, metric, limit, amount, change = {}) =>
      plannedHold(ruleId(rule), limit === null ? 0n : parseNano(limit), {
        subject: `user=${user}`,
        metric,
        amount: amount === null ? null : parseNano(amount),
        grantUser: user,
        ...(limit === null ? { binding: null } : {}),
        ...change,
      }),
    async submit(holds, change) {
      const { job, result } = await admit(holds, change);
      expect(result.kind).toBe("admitted");
      await book.accepted(job, `video_${job.generationId}`, observation());
      return job;
    },
    async see(job, { cost, ...seen }) {
      const reportedCost = cost === undefined ? null : { amount: parseNano(cost), currency: "USD" };
      const news = observation({ status: "succeeded", reportedCost, ...seen });
      await foldObservation(deps, job.generationId, news);
    },
    async grant(amount, metric, { inHours = 24, user: whose = user, revoked = false } = {}) {
      const id = randomUUID();
      await pg.sql`
        insert into grants (id, workspace_id, user_id, metric, amount, expires_at, reason, created_by, revoked_at)
        values (${id}, ${workspaceId}, ${whose}, ${metric}, ${amount}, now() + ${inHours} * interval '1 hour',
          'a test', 'a test', case when ${revoked}::boolean then now() end)`;
      return id;
    },
    async grantState(id) {
      const [row] = await pg.sql<Taken[]>`
        select trim_scale(used)::text as used, trim_scale(held)::text as held from grants where id = ${id}`;
      if (row === undefined) throw new Error(`no grant ${id}`);
      return { ...row };
    },
    async bucket(rule) {
      const [row] = await pg.sql<(Taken & { most: string; overrun: string })[]>`
        select trim_scale(used)::text as used, trim_scale(held)::text as held,
          trim_scale(most)::text as most, trim_scale(overrun)::text as overrun
        from quota_buckets where workspace_id = ${workspaceId} and family = ${familyOfRule(ruleId(rule))}`;
      if (row === undefined) throw new Error(`no bucket of ${rule}`);
      return { ...row };
    },
    async hits(rule) {
      const rows = await pg.sql<{ mode: string; hits: number }[]>`
        select mode, hits::integer as hits from quota_hits
        where workspace_id = ${workspaceId} and rule_id = ${ruleId(rule)} and user_id = ${user}
          and day = (now() at time zone 'UTC')::date order by mode`;
      return rows.map((row) => ({ ...row }));
    },
  };
}

/** Every bucket and grant of the workspace is the sum of its parts and within its limit; nothing is below zero. */
export async function expectWholeBooks({ pg, workspaceId }: Books): Promise<void> {
  const buckets = await pg.sql`
    select b.* from quota_buckets b cross join lateral (
      select coalesce(sum(h.amount) filter (where h.state = 'open'), 0) as held,
        coalesce(sum(h.captured) filter (where h.state <> 'open'), 0) as used,
        coalesce(sum(h.overrun), 0) as overrun
      from holds h where h.workspace_id = b.workspace_id and h.family = b.family and h.subject = b.subject
        and h.window_start = b.window_start and not h.aged) parts
    where b.workspace_id = ${workspaceId} and (
      b.held <> parts.held or b.used <> parts.used or b.overrun <> parts.overrun
      or b.held < 0 or b.used < 0 or b.overrun < 0 or b.used + b.held > b.most + b.overrun)`;
  expect(buckets.map((row) => ({ ...row }))).toEqual([]);
  const grants = await pg.sql`
    select g.* from grants g cross join lateral (
      select coalesce(sum(u.amount) filter (where u.captured is null), 0) as held,
        coalesce(sum(u.captured), 0) as used
      from grant_uses u where u.grant_id = g.id) parts
    where g.workspace_id = ${workspaceId} and (
      g.held <> parts.held or g.used <> parts.used or g.held < 0 or g.used < 0 or g.used + g.held > g.amount)`;
  expect(grants.map((row) => ({ ...row }))).toEqual([]);
  const negative = await pg.sql`
    select * from holds where workspace_id = ${workspaceId} and (amount < 0 or granted < 0 or captured < 0)`;
  expect(negative.map((row) => ({ ...row }))).toEqual([]);
}
