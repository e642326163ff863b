import { hitsOfRules } from "../../db/postgres/management/quota-hits.ts";
import type { QuotaRuleRecord } from "../../db/postgres/management/quota-rules.ts";
import type { QuotaRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { hitsSince } from "./hits-since.ts";
import { showRule } from "./show-rule.ts";

/** Rules with their hits of the last days, in the order given. */
export async function showRules(
  ctx: CallContext,
  rows: readonly QuotaRuleRecord[],
): Promise<QuotaRow[]> {
  const hits = await hitsOfRules(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    rows.map((row) => row.id),
    hitsSince(ctx.nowMs),
  );
  return rows.map((row) => showRule(row, hits.get(row.id)));
}

/** One rule with its hits. */
export async function showOneRule(ctx: CallContext, row: QuotaRuleRecord): Promise<QuotaRow> {
  const [shown] = await showRules(ctx, [row]);
  if (shown === undefined) throw notFound("quota");
  return shown;
}
