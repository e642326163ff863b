import { gateFamily } from "../../domain/quota/gate.ts";
import { gateOf } from "../../domain/quota/stored-quotas.ts";
import { windowAt, zoneCache } from "../../domain/quota/window.ts";
import type { GateRecord } from "../../db/postgres/management/gates.ts";
import { readBuckets } from "../../db/postgres/management/quota-usage.ts";
import type { GateRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showGate } from "./show-gate.ts";

/** Gates with what today, in each one's own zone, has taken of its budget; in the order given. */
export async function showGates(ctx: CallContext, rows: readonly GateRecord[]): Promise<GateRow[]> {
  const zone = zoneCache();
  const budgeted = rows.filter((row) => row.dailyBudget !== null);
  const wanted = budgeted.map((row) => {
    const day = { kind: "calendar", unit: "day", tz: row.timeZone } as const;
    const { startMs } = windowAt(day, ctx.nowMs, zone);
    return {
      family: gateFamily(gateOf(row)),
      subject: "",
      windowStart: new Date(startMs),
      rollingSeconds: null,
    };
  });
  const buckets = await readBuckets(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    wanted,
    new Date(ctx.nowMs),
  );
  const byId = new Map(budgeted.map((row, index) => [row.id, buckets[index] ?? null]));
  return rows.map((row) => showGate(row, byId.get(row.id) ?? null, ctx.nowMs));
}

/** One gate with its budget. */
export async function showOneGate(ctx: CallContext, row: GateRecord): Promise<GateRow> {
  const [shown] = await showGates(ctx, [row]);
  if (shown === undefined) throw notFound("gate");
  return shown;
}
