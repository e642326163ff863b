import type { StripeConnectionRecord } from "../../db/postgres/management/stripe-connections.ts";
import type { StripeConnectionRow } from "../contract/stripe.ts";
import type { CallContext } from "../http/call-context.ts";

/** A connection as it is shown: of its secret only the last four characters. */
export function showConnection(
  ctx: CallContext,
  row: StripeConnectionRecord,
  seenPrices: readonly string[],
): StripeConnectionRow {
  const origin = ctx.deps.publicUrl.replace(/\/+$/, "");
  const { previousValidUntil: until } = row;
  return {
    id: row.id,
    name: row.name,
    webhook_url: `${origin}/api/v1/stripe/hooks/${row.id}`,
    secret_last4: row.secretLast4,
    previous_secret_until:
      until === null || until.getTime() <= ctx.nowMs ? null : until.toISOString(),
    livemode: row.livemode,
    account: row.account,
    recognise: row.settings.recognise,
    metadata: row.settings.metadata,
    prices: row.settings.prices,
    seen_prices: [...seenPrices],
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
