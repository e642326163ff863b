import type { PriceUnit } from "../generation.ts";
import type { Nano } from "../money.ts";
import { choosePrice, type DimensionValue, type PriceVersion } from "../pricing.ts";

/** What decides the published price of a generation. */
export interface ListedFacts {
  readonly provider: string;
  readonly model: string;
  readonly outcome: string;
  readonly createdAtMs: number;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly unit: PriceUnit;
  readonly currency: string;
}

/**
 * The unit price that the provider publishes, out of the shipped prices: in the same unit and currency as the one that was
 * charged. Null where none is known, or where several contradict each other.
 */
export function listUnitPrice(shipped: readonly PriceVersion[], facts: ListedFacts): Nano | null {
  const choice = choosePrice(shipped, {
    provider: facts.provider,
    model: facts.model,
    atMs: facts.createdAtMs,
    dimensions: { ...facts.dimensions, outcome: facts.outcome },
    units: {},
    billedUnit: facts.unit,
  });
  if (choice.kind === "none") return null;
  const { price } = choice;
  return price.unit === facts.unit && price.currency === facts.currency ? price.amount : null;
}
