import type { z } from "@hono/zod-openapi";
import type { QuotaRuleRecord } from "../../db/postgres/management/quota-rules.ts";
import type { quotasBulkInput } from "../contract/quotas.ts";
import type { FieldError } from "../http/api-error.ts";
import { changedAt } from "../http/refuse-if-changed.ts";
import { readRule, sameRule, type RuleContent } from "./read-rule.ts";

export type BulkRow = z.output<typeof quotasBulkInput>["rules"][number];

/** What becomes of one row of a call. */
export interface BulkStep {
  readonly outcome: "created" | "changed" | "deleted" | "unchanged";
  readonly before: QuotaRuleRecord | null;
  readonly after: QuotaRuleRecord;
}

export type BulkPlan =
  | { readonly kind: "ok"; readonly steps: readonly BulkStep[] }
  /** Every fault of every row: `rules[3].limit`. */
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

export interface BulkWorld {
  readonly workspaceId: string;
  /** The workspace's rules among those named, by lower-case id, deleted ones included. */
  readonly known: ReadonlyMap<string, QuotaRuleRecord>;
  readonly now: Date;
  readonly newId: () => string;
}

/** Decides what each row of a call does to the rules that are there. */
export function planBulk(rows: readonly BulkRow[], world: BulkWorld): BulkPlan {
  const seen = new Set<string>();
  const results = rows.map((row, index) => {
    const id = row.id?.toLowerCase() ?? null;
    if (id !== null && seen.has(id)) return fault(`rules[${index}].id`, "is named twice");
    if (id !== null) seen.add(id);
    return planRow(row, id, `rules[${index}].`, world);
  });
  const errors = results.flatMap((result) => (result.kind === "invalid" ? result.errors : []));
  if (errors.length > 0) return { kind: "invalid", errors };
  return {
    kind: "ok",
    steps: results.flatMap((result) => (result.kind === "ok" ? [result.step] : [])),
  };
}

type RowResult =
  | { readonly kind: "ok"; readonly step: BulkStep }
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

function planRow(row: BulkRow, id: string | null, prefix: string, world: BulkWorld): RowResult {
  const before = id === null ? null : (world.known.get(id) ?? null);
  if (id !== null && (before === null || before.deletedAt !== null)) {
    return fault(`${prefix}id`, "is no rule here");
  }
  if (row.delete === true) {
    if (before === null) return fault(`${prefix}delete`, "needs the id of a rule");
    const after = { ...before, updatedAt: world.now, deletedAt: world.now };
    return { kind: "ok", step: { outcome: "deleted", before, after } };
  }
  const read = readRule(row, prefix);
  if (read.kind === "invalid") return read;
  return { kind: "ok", step: written(before, read.content, world) };
}

function written(
  before: QuotaRuleRecord | null,
  content: RuleContent,
  { workspaceId, now, newId }: BulkWorld,
): BulkStep {
  if (before === null) {
    const dates = { createdAt: now, updatedAt: now, deletedAt: null };
    return {
      outcome: "created",
      before: null,
      after: { id: newId(), workspaceId, ...content, ...dates },
    };
  }
  if (sameRule(before, content)) return { outcome: "unchanged", before, after: before };
  const updatedAt = changedAt(now.getTime(), before.updatedAt);
  return { outcome: "changed", before, after: { ...before, ...content, updatedAt } };
}

function fault(field: string, message: string): RowResult {
  return { kind: "invalid", errors: [{ field, message }] };
}
