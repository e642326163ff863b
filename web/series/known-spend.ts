import type { Measures } from "../../api/contract/measures.ts";
import { isZero } from "../format/money.ts";

type Spent = Pick<Measures, "spend" | "margin" | "unpriced" | "cost_per_generation">;

/** The spend, or null when there were generations and the cost of none of them is known: that is no spend of 0. */
export function knownSpend(measures: Spent): string | null {
  const known = !isZero(measures.spend) || measures.cost_per_generation !== null;
  return known || measures.unpriced === 0 ? measures.spend : null;
}

/** The margin, or null where the spend is not known. */
export function knownMargin(measures: Spent): string | null {
  return knownSpend(measures) === null ? null : measures.margin;
}
