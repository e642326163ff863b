import type { z } from "@hono/zod-openapi";
import { ATTRIBUTION_FIELDS, type AttributionField } from "../../domain/attribution-fields.ts";
import type { StripeSettings } from "../../domain/stripe/stripe-settings.ts";
import type { stripeConnectionInput } from "../contract/stripe.ts";

type Input = z.output<typeof stripeConnectionInput>;

/** Every metadata key filled: `reelmeter_feature` where none is said. */
export function metadataKeysOf(given: Input["metadata"]): StripeSettings["metadata"] {
  const keys = ATTRIBUTION_FIELDS.map((field) => [field, given[field] ?? `reelmeter_${field}`]);
  return Object.fromEntries(keys) as Record<AttributionField, string>;
}

/** A map of prices without members that say nothing. */
export function pricesOf(given: Input["prices"]): StripeSettings["prices"] {
  const prices = Object.entries(given).map(([id, { plan, feature }]) => [
    id,
    { ...(plan === undefined ? {} : { plan }), ...(feature === undefined ? {} : { feature }) },
  ]);
  return Object.fromEntries(prices) as StripeSettings["prices"];
}
