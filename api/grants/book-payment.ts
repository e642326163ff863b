import { NONE } from "../../domain/attribution-fields.ts";
import { parseNano } from "../../domain/money.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import {
  findRevenueByExternalIds,
  lockRevenue,
  type RevenueRecord,
} from "../../db/postgres/management/revenue.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { contentOf, type RevenueContent } from "../revenue/revenue-content.ts";
import { storeRevenue } from "../revenue/store-revenue.ts";

/** What a user paid for a grant. */
export interface Payment {
  readonly user: string;
  readonly external_id: string;
  readonly amount: string;
  readonly currency: string;
  readonly feature?: string | undefined;
  readonly reason: string;
}

/**
 * Books a payment as revenue, as of now, unless its id is booked already: then the entry stays as it is. Other
 * payments of the workspace wait until the transaction ends. @throws ApiError when the booked entry says otherwise.
 */
export async function bookPayment(
  ctx: CallContext,
  tx: Transaction,
  payment: Payment,
): Promise<void> {
  const { user, external_id: externalId, amount, currency, feature, reason } = payment;
  const content = contentOf({
    external_id: externalId,
    occurred_at: new Date(ctx.nowMs).toISOString(),
    amount,
    currency,
    user,
    feature,
    note: reason,
  });
  await lockRevenue(tx, ctx.workspaceId);
  const known = (await findRevenueByExternalIds(tx, ctx.workspaceId, [externalId])).get(externalId);
  if (known === undefined || known.deletedAt !== null) {
    await storeRevenue(ctx, tx, new Map([[externalId, content]]), "grant");
    return;
  }
  if (!samePayment(known, content)) {
    throw new ApiError(
      "conflict",
      "Another payment is booked under this external_id: use the id of this payment.",
      [{ field: "revenue.external_id", message: "is booked with another amount, user or feature" }],
    );
  }
}

function samePayment(known: RevenueRecord, content: RevenueContent): boolean {
  return (
    parseNano(known.amount) === parseNano(content.amount) &&
    known.currency === content.currency &&
    known.userId === content.userId &&
    (content.feature === NONE || known.feature === content.feature)
  );
}
