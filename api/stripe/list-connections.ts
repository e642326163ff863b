import { listStripeConnections } from "../../db/postgres/management/stripe-connections.ts";
import { seenStripePrices } from "../../db/postgres/management/stripe-prices.ts";
import type { StripeConnectionsAnswer } from "../contract/stripe.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showConnection } from "./show-connection.ts";

/** Of all connections together. */
export const MAX_SEEN_PRICES = 500;

/** The workspace's Stripe connections, newest first. */
export async function listConnections(
  ctx: CallContext,
  page: PageInput,
): Promise<StripeConnectionsAnswer> {
  const { drizzle } = ctx.deps.pg;
  const afterId = positionOf(ctx, "stripe connections", page, 1)?.[0] ?? null;
  const rows = await listStripeConnections(drizzle, ctx.workspaceId, {
    afterId,
    limit: page.limit + 1,
  });
  const seen = await seenStripePrices(drizzle, ctx.workspaceId, MAX_SEEN_PRICES);
  return toPage(ctx, "stripe connections", rows, page, {
    show: (row) => showConnection(ctx, row, seen.get(row.id) ?? []),
    position: (row) => [row.id],
  });
}
