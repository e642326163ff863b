import type { AttributionField } from "../attribution-fields.ts";

/** How a connection's objects become revenue. */
export interface StripeSettings {
  /** `period`: a subscription's line is earned over its period. `at_payment`: on the day on which it was paid. */
  readonly recognise: "period" | "at_payment";
  /** In which metadata key each attribution stands. */
  readonly metadata: Readonly<Record<AttributionField, string>>;
  /** By id of a price or a product; a price goes before its product. */
  readonly prices: Readonly<Record<string, { readonly plan?: string; readonly feature?: string }>>;
}
