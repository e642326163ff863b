import type { CostCalculation, UnpricedReason } from "./generation.ts";
import type { Currency, Nano } from "./money.ts";
import type { BilledPart } from "./observation.ts";
import type { DimensionValue, PriceMatch } from "./pricing.ts";

export type PricedParts =
  | {
      readonly kind: "priced";
      readonly amount: Nano;
      /** Null when no part costs anything. */
      readonly currency: Currency | null;
      /** Of the only part there is, where the job's dimensions choose its price too; a sum of several has none. */
      readonly calculation: CostCalculation | null;
    }
  | { readonly kind: "unpriced"; readonly reason: UnpricedReason };

/**
 * The sum of what a job's parts cost. A part without a price leaves the whole without one, and so do two currencies:
 * nothing that was billed is left out. Parts of no units need no price.
 */
export function priceParts(
  parts: readonly BilledPart[],
  job: Readonly<Record<string, DimensionValue>>,
  priceOf: (part: BilledPart) => PriceMatch,
): PricedParts {
  const billed = parts.filter(({ units }) => units !== 0n);
  let calculation: CostCalculation | null = null;
  let amount = 0n;
  let currency: Currency | null = null;
  for (const part of billed) {
    const match = priceOf(part);
    if (match.kind === "unpriced") return match;
    if (currency !== null && currency !== match.currency) {
      return { kind: "unpriced", reason: "ambiguous_price" };
    }
    ({ currency } = match);
    amount += match.amount;
    const own = Object.entries(part.dimensions).every(([name, value]) => job[name] === value);
    calculation = billed.length === 1 && own ? match.calculation : null;
  }
  return { kind: "priced", amount, currency, calculation };
}
