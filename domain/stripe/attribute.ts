import { ATTRIBUTION_FIELDS, type AttributionField } from "../attribution-fields.ts";
import type { StripeMetadata } from "./stripe-facts.ts";
import type { StripeSettings } from "./stripe-settings.ts";

/** Who paid for what, as far as it is said. */
export type StripeAttribution = Readonly<Partial<Record<AttributionField, string>>>;

interface Said {
  readonly price: string | null;
  readonly product: string | null;
  readonly customer: string | null;
  /** The nearest first: a line's own, then what it belongs to. */
  readonly metadata: readonly StripeMetadata[];
}

/**
 * The nearest metadata wins, but before what is said farther away goes the map of prices: a line's own word, then its
 * price's, then that of its subscription and invoice. The customer is Stripe's own id where no metadata names another.
 */
export function attribute(said: Said, settings: StripeSettings): StripeAttribution {
  const [own = {}, ...farther] = said.metadata;
  const mapped = mappedBy(said, settings);
  const found = ATTRIBUTION_FIELDS.flatMap((field) => {
    const key = settings.metadata[field];
    const priced = field === "plan" || field === "feature" ? mapped[field] : undefined;
    const fallback = field === "customer" ? (said.customer ?? undefined) : undefined;
    const values = [own[key], priced, ...farther.map((each) => each[key]), fallback];
    const value = values.find((each) => each !== undefined && each !== "");
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(found);
}

function mappedBy({ price, product }: Said, { prices }: StripeSettings): StripeAttribution {
  const of = (id: string | null) => (id !== null && Object.hasOwn(prices, id) ? prices[id] : {});
  return { ...of(product), ...of(price) };
}
