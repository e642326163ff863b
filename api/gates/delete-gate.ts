import { isUuid } from "../../domain/uuid-v7.ts";
import { changeGateRow, lockGate } from "../../db/postgres/management/gates.ts";
import type { GateRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { describeGate } from "./show-gate.ts";
import { showOneGate } from "./show-gates.ts";

/** Takes a gate away; a feature without any gate is open to all. Again changes nothing. */
export async function deleteGate(ctx: CallContext, input: { id: string }): Promise<GateRow> {
  if (!isUuid(input.id)) throw notFound("gate");
  const row = await changeConfig(ctx, async (tx) => {
    const before = await lockGate(tx, ctx.workspaceId, input.id);
    if (before === null) throw notFound("gate");
    if (before.deletedAt !== null) return before;
    const now = new Date(ctx.nowMs);
    await changeGateRow(tx, ctx.workspaceId, before.id, { updatedAt: now, deletedAt: now });
    await recordChange(ctx, tx, {
      action: "gate.delete",
      target: before.id,
      detail: { before: describeGate(before), after: null },
    });
    return before;
  });
  return showOneGate(ctx, row);
}
