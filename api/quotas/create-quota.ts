import type { z } from "@hono/zod-openapi";
import { writeQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import type { quotaInput, QuotaRow } from "../contract/quotas.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { readRule } from "./read-rule.ts";
import { describeRule, showRule } from "./show-rule.ts";

/** Makes a rule. It counts from now on, in the windows of its family. */
export async function createQuota(
  ctx: CallContext,
  input: z.output<typeof quotaInput>,
): Promise<QuotaRow> {
  const read = readRule(input);
  if (read.kind === "invalid") throw invalidFields(read.errors);
  const now = new Date(ctx.nowMs);
  const row = {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    ...read.content,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
  await changeConfig(ctx, async (tx) => {
    await writeQuotaRules(tx, [row]);
    await recordChange(ctx, tx, {
      action: "quota.create",
      target: row.id,
      detail: { before: null, after: describeRule(row) },
    });
  });
  return showRule(row, undefined);
}
