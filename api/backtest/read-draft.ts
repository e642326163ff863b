import type { z } from "@hono/zod-openapi";
import { findQuotaRule } from "../../db/postgres/management/quota-rules.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import { quotaRuleOf } from "../../domain/quota/stored-quotas.ts";
import type { backtestInput } from "../contract/backtest.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { readRule } from "../quotas/read-rule.ts";

type Input = z.output<typeof backtestInput>;
type Draft = Input["rule"];

/** A draft as a rule. @throws ApiError naming the faulty members below `field`. */
export function readDraft(draft: Draft, field: "rule" | "against"): QuotaRule {
  const read = readRule({ ...draft, name: draft.name ?? field, mode: "block" }, `${field}.`);
  if (read.kind === "invalid") throw invalidFields(read.errors);
  return quotaRuleOf({ id: field, ...read.content });
}

/** The rule to compare with: a stored one of this workspace, or a draft. @throws ApiError when there is no such rule. */
export async function readAgainst(
  ctx: CallContext,
  against: NonNullable<Input["against"]>,
): Promise<QuotaRule> {
  if (!("id" in against)) return readDraft(against, "against");
  const stored = await findQuotaRule(ctx.deps.pg.drizzle, ctx.workspaceId, against.id);
  if (stored === null || stored.deletedAt !== null) {
    const message = "is no quota of this workspace";
    throw new ApiError("not_found", `against.id ${message}.`, [{ field: "against.id", message }]);
  }
  return quotaRuleOf(stored);
}
