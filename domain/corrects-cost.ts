import type { Cost } from "./generation.ts";
import type { Nano } from "./money.ts";

/**
 * True when what is seen after a settlement corrects its cost: money that the upstream named goes before all else, units
 * that it named before what was asked for, and other money or units before what it had named.
 */
export function correctsCost(known: Cost, next: Cost): boolean {
  if (next.basis === "reported") {
    return (
      known.basis !== "reported" || known.amount !== next.amount || known.currency !== next.currency
    );
  }
  if (next.basis !== "billed_units" || known.basis === "reported") return false;
  if (known.basis !== "billed_units") return true;
  // A sum of several units is told from another by its amount.
  if (known.calculation === null && next.calculation === null) return known.amount !== next.amount;
  return chargedUnits(known) !== chargedUnits(next);
}

/** Null where nothing tells; a cost of nothing is of no units. */
function chargedUnits(cost: Exclude<Cost, { basis: "unpriced" }>): Nano | null {
  return cost.calculation?.units ?? (cost.amount === 0n ? 0n : null);
}
