import type { Cost, CostCalculation, UnpricedReason } from "./generation.ts";
import type { Currency, Nano } from "./money.ts";
import type { BilledPart } from "./observation.ts";
import { priceAsAdmitted } from "./price-as-admitted.ts";
import type { DimensionValue, PricedRequest, PriceMatch, PriceVersion } from "./pricing.ts";

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

/** The cost of a job that is billed in parts, each by the book as it stood when the job was admitted. */
export function costOfParts(
  versions: readonly PriceVersion[],
  job: Omit<PricedRequest, "units" | "billedUnit">,
  parts: readonly BilledPart[],
  /** Of a cost of nothing. */
  currency: Currency,
): Cost {
  const priced = priceParts(parts, job.dimensions, ({ unit, units, dimensions }) =>
    priceAsAdmitted(versions, {
      ...job,
      dimensions: { ...job.dimensions, ...dimensions },
      units: { [unit]: units },
      billedUnit: unit,
    }),
  );
  if (priced.kind === "unpriced") return { basis: "unpriced", reason: priced.reason };
  const { amount, calculation } = priced;
  return { basis: "billed_units", amount, currency: priced.currency ?? currency, calculation };
}
