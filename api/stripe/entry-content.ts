import { ATTRIBUTION_FIELDS } from "../../domain/attribution-fields.ts";
import { MAX_STORED_NANO, parseNano } from "../../domain/money.ts";
import type { StripeAttribution } from "../../domain/stripe/attribute.ts";
import type { StripeEntry } from "../../domain/stripe/stripe-entry.ts";
import { attributionValue } from "../contract/attribution.ts";
import { invalidField } from "../http/api-error.ts";
import { contentOf, type RevenueContent } from "../revenue/revenue-content.ts";

/** What an entry of Stripe's says, as the revenue store has it. @throws ApiError for an amount that no store holds. */
export function entryContent(entry: StripeEntry): RevenueContent {
  for (const amount of [entry.gross, entry.net, entry.fees, entry.refunded]) {
    refuseTooLarge(entry.externalId, amount);
  }
  const { period } = entry;
  return contentOf({
    external_id: entry.externalId,
    occurred_at: instantOf(entry.occurredAt),
    amount: entry.net,
    currency: entry.currency,
    gross: entry.gross,
    fees: entry.fees,
    refunded: entry.refunded,
    period: period === null ? null : { from: instantOf(period.start), to: instantOf(period.end) },
    ...storable(entry.attribution),
  });
}

/** @throws ApiError naming what has an amount that no store holds. */
export function refuseTooLarge(name: string, amount: string | null): void {
  const nano = parseNano(amount ?? "0");
  if (nano > MAX_STORED_NANO || nano < -MAX_STORED_NANO) {
    throw invalidField(name, `has an amount that is too large (${amount})`);
  }
}

/** Without values that no attribution can be: a longer one is somebody's text, and cut short it would name another. */
export function storable(attribution: StripeAttribution): StripeAttribution {
  const named = ATTRIBUTION_FIELDS.flatMap((field) => {
    const value = attribution[field];
    return attributionValue.safeParse(value).success ? [[field, value] as const] : [];
  });
  return Object.fromEntries(named) as StripeAttribution;
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
