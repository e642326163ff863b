import type { BucketUsage } from "../../db/postgres/management/quota-usage.ts";
import type { GateRecord } from "../../db/postgres/management/gates.ts";
import type { GateRow } from "../contract/quotas.ts";

const BASIS_POINTS_PER_PERCENT = 100;

/** A gate as it is listed. `today`: its budget's bucket; null without a budget. */
export function showGate(row: GateRecord, today: BucketUsage | null, nowMs: number): GateRow {
  return {
    id: row.id,
    ...describeGate(row),
    status: statusOf(row, nowMs),
    budget_used: today?.used ?? null,
    budget_held: today?.held ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What a gate says, as on the wire: for answers and for the audit log. */
export function describeGate(row: GateRecord) {
  return {
    name: row.name,
    feature: row.feature,
    regions: copied(row.regions),
    platforms: copied(row.platforms),
    plans: copied(row.plans),
    share: row.shareBasisPoints / BASIS_POINTS_PER_PERCENT,
    from: row.fromAt?.toISOString() ?? null,
    to: row.toAt?.toISOString() ?? null,
    daily_budget: row.dailyBudget,
    tz: row.timeZone,
    paused: row.paused,
  };
}

/** A gate that is over is over, paused or not. */
function statusOf(row: GateRecord, nowMs: number): GateRow["status"] {
  if (row.toAt !== null && row.toAt.getTime() <= nowMs) return "ended";
  if (row.paused) return "paused";
  return row.fromAt !== null && row.fromAt.getTime() > nowMs ? "planned" : "open";
}

function copied(values: readonly string[] | null): string[] | null {
  return values === null ? null : [...values];
}
