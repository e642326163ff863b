import type { z } from "@hono/zod-openapi";
import { insertGate } from "../../db/postgres/management/gates.ts";
import type { gateInput, GateRow } from "../contract/quotas.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { readGate } from "./read-gate.ts";
import { describeGate } from "./show-gate.ts";
import { showOneGate } from "./show-gates.ts";

/** Makes a gate. From now on its feature is open only to whom a gate lets in. */
export async function createGate(
  ctx: CallContext,
  input: z.output<typeof gateInput>,
): Promise<GateRow> {
  const content = readGate(input);
  const now = new Date(ctx.nowMs);
  const row = await changeConfig(ctx, async (tx) => {
    const inserted = await insertGate(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      ...content,
      createdAt: now,
      updatedAt: now,
    });
    await recordChange(ctx, tx, {
      action: "gate.create",
      target: inserted.id,
      detail: { before: null, after: describeGate(inserted) },
    });
    return inserted;
  });
  return showOneGate(ctx, row);
}
