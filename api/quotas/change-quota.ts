import type { z } from "@hono/zod-openapi";
import { isUuid } from "../../domain/uuid-v7.ts";
import { lockQuotaRule, writeQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import type { quotaInput, QuotaRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { changedAt, refuseIfChanged } from "../http/refuse-if-changed.ts";
import { readRule, sameRule } from "./read-rule.ts";
import { describeRule } from "./show-rule.ts";
import { showOneRule } from "./show-rules.ts";

/** Replaces what a rule says; what was used stays with its family. The same again changes nothing. */
export async function changeQuota(
  ctx: CallContext,
  input: {
    readonly id: string;
    readonly body: z.output<typeof quotaInput>;
    readonly ifMatch: string | undefined;
  },
): Promise<QuotaRow> {
  const { id } = input;
  if (!isUuid(id)) throw notFound("quota");
  const read = readRule(input.body);
  if (read.kind === "invalid") throw invalidFields(read.errors);
  const row = await changeConfig(ctx, async (tx) => {
    const before = await lockQuotaRule(tx, ctx.workspaceId, id);
    if (before === null || before.deletedAt !== null) throw notFound("quota");
    if (sameRule(before, read.content)) return before;
    refuseIfChanged(input.ifMatch, before.updatedAt);
    const updatedAt = changedAt(ctx.nowMs, before.updatedAt);
    const after = { ...before, ...read.content, updatedAt };
    await writeQuotaRules(tx, [after]);
    await recordChange(ctx, tx, {
      action: "quota.change",
      target: before.id,
      detail: { before: describeRule(before), after: describeRule(after) },
    });
    return after;
  });
  return showOneRule(ctx, row);
}
