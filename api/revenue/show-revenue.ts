import type { RevenueRecord } from "../../db/postgres/management/revenue.ts";
import type { RevenueVersionRecord } from "../../db/postgres/management/revenue-versions.ts";
import type { RevenueRow, RevenueVersion } from "../contract/revenue.ts";

/** A revenue entry as it is shown. */
export function showRevenue(row: RevenueRecord): RevenueRow {
  return {
    id: row.id,
    external_id: row.externalId,
    version: row.version,
    ...showContent(row),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What an entry, or a version of one, says. */
export function showContent(
  row: RevenueRecord | RevenueVersionRecord,
): Omit<RevenueVersion, "external_id" | "version" | "recorded_at"> {
  return {
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
  };
}

function periodOf({
  periodFrom,
  periodTo,
}: Pick<RevenueRecord, "periodFrom" | "periodTo">): RevenueRow["period"] {
  if (periodFrom === null || periodTo === null) return null;
  return { from: periodFrom.toISOString(), to: periodTo.toISOString() };
}
