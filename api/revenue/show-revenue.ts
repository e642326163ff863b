import type { RevenueRecord } from "../../db/postgres/management/revenue.ts";
import type { RevenueRow } from "../contract/revenue.ts";

/** A revenue entry as it is shown. */
export function showRevenue(row: RevenueRecord): RevenueRow {
  return {
    id: row.id,
    external_id: row.externalId,
    version: row.version,
    occurred_at: row.occurredAt.toISOString(),
    amount: row.amount,
    currency: row.currency,
    gross: row.gross,
    fees: row.fees,
    refunded: row.refunded,
    period: periodOf(row),
    feature: row.feature,
    surface: row.surface,
    customer: row.customer,
    user: row.userId,
    region: row.region,
    platform: row.platform,
    plan: row.plan,
    source: row.source,
    note: row.note,
    deleted_at: row.deletedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

function periodOf({ periodFrom, periodTo }: RevenueRecord): RevenueRow["period"] {
  if (periodFrom === null || periodTo === null) return null;
  return { from: periodFrom.toISOString(), to: periodTo.toISOString() };
}
