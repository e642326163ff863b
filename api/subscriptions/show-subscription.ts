import type { SubscriptionRecord } from "../../db/postgres/management/subscriptions.ts";
import type { SubscriptionRow } from "../contract/subscriptions.ts";

/** A subscription as it is shown. */
export function showSubscription(row: SubscriptionRecord): SubscriptionRow {
  const { periodFrom, periodTo } = row;
  return {
    id: row.id,
    external_id: row.externalId,
    version: row.version,
    customer: row.customer,
    user: row.userId,
    plan: row.plan,
    status: row.status,
    quantity: row.quantity,
    period:
      periodFrom === null || periodTo === null
        ? null
        : { from: periodFrom.toISOString(), to: periodTo.toISOString() },
    interval: row.interval,
    amount: row.amount,
    currency: row.currency,
    started_at: row.startedAt.toISOString(),
    cancelled_at: row.cancelledAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    source: row.source,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
