import { isUuid } from "../../domain/uuid-v7.ts";
import { lockQuotaRule, writeQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import type { QuotaRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { describeRule } from "./show-rule.ts";
import { showOneRule } from "./show-rules.ts";

/** Takes a rule away; what was used stays with its family. Again changes nothing. */
export async function deleteQuota(ctx: CallContext, input: { id: string }): Promise<QuotaRow> {
  const { id } = input;
  if (!isUuid(id)) throw notFound("quota");
  const row = await changeConfig(ctx, async (tx) => {
    const before = await lockQuotaRule(tx, ctx.workspaceId, id);
    if (before === null) throw notFound("quota");
    if (before.deletedAt !== null) return before;
    const now = new Date(ctx.nowMs);
    await writeQuotaRules(tx, [{ ...before, updatedAt: now, deletedAt: now }]);
    await recordChange(ctx, tx, {
      action: "quota.delete",
      target: before.id,
      detail: { before: describeRule(before), after: null },
    });
    return before;
  });
  return showOneRule(ctx, row);
}
