import type { z } from "@hono/zod-openapi";
import { isUuid } from "../../domain/uuid-v7.ts";
import { changeGateRow, lockGate } from "../../db/postgres/management/gates.ts";
import type { gateInput, GateRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { changedAt, refuseIfChanged } from "../http/refuse-if-changed.ts";
import { readGate } from "./read-gate.ts";
import { describeGate } from "./show-gate.ts";
import { showOneGate } from "./show-gates.ts";

/** Replaces what a gate says; what its day's budget has used stays, unless its zone is another one. */
export async function changeGate(
  ctx: CallContext,
  input: {
    readonly id: string;
    readonly body: z.output<typeof gateInput>;
    readonly ifMatch: string | undefined;
  },
): Promise<GateRow> {
  if (!isUuid(input.id)) throw notFound("gate");
  const content = readGate(input.body);
  const row = await changeConfig(ctx, async (tx) => {
    const before = await lockGate(tx, ctx.workspaceId, input.id);
    if (before === null || before.deletedAt !== null) throw notFound("gate");
    refuseIfChanged(input.ifMatch, before.updatedAt);
    const after = await changeGateRow(tx, ctx.workspaceId, before.id, {
      ...content,
      updatedAt: changedAt(ctx.nowMs, before.updatedAt),
    });
    await recordChange(ctx, tx, {
      action: "gate.change",
      target: before.id,
      detail: { before: describeGate(before), after: describeGate(after) },
    });
    return after;
  });
  return showOneGate(ctx, row);
}
