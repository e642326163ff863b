import { divideRounded, NANO_PER_UNIT, type Nano } from "../money.ts";
import type { BillCell } from "./compare-bill.ts";

export const UNEXPLAINED_REASONS = [
  "reported", // the provider named the money of these generations: no price changes it
  "units_differ", // the bill counts other units than were metered
  "one_amount", // a single amount: any price would fit it, and none of the book does
  "no_constant_price", // no one price per unit comes to what was billed on these days
  "too_many_kinds", // more kinds of generations than are worked out
] as const;
export type UnexplainedReason = (typeof UNEXPLAINED_REASONS)[number];

/** Differing cells of one model that no price explains. */
export interface Unexplained {
  readonly model: string;
  readonly reason: UnexplainedReason;
  readonly cells: number;
  /** Billed less metered. */
  readonly amount: Nano;
  /** What the bill comes to for each unit that was metered; null where that is not known. */
  readonly billedPerUnit: Nano | null;
}

/** Why no price explains some cells of a model; at least one cell. */
export function whyUnexplained(
  cells: readonly BillCell[],
  known: UnexplainedReason | null,
): Unexplained {
  const units = new Set(cells.map((cell) => cell.meteredUnits?.unit ?? null));
  const metered = sumOf(cells.map((cell) => cell.meteredUnits?.amount ?? 0n));
  const isKnown = units.size === 1 && !units.has(null) && metered > 0n;
  const billed = sumOf(cells.map((cell) => cell.billed ?? 0n));
  return {
    model: cells[0]?.model ?? "",
    reason: known ?? reasonOf(cells),
    cells: cells.length,
    amount: sumOf(cells.map((cell) => cell.difference)),
    billedPerUnit: isKnown ? divideRounded(billed * NANO_PER_UNIT, metered) : null,
  };
}

function reasonOf(cells: readonly BillCell[]): UnexplainedReason {
  const parts = cells.flatMap((cell) => cell.parts).filter(({ facts }) => !facts.free);
  if (parts.every(({ facts }) => facts.basis === "reported")) return "reported";
  if (cells.every(countsOtherUnits)) return "units_differ";
  return cells.length === 1 ? "one_amount" : "no_constant_price";
}

/** True where the bill counts more or fewer units of the same kind, by over a thousandth: that is no matter of prices. */
export function countsOtherUnits({ billedUnits, meteredUnits }: BillCell): boolean {
  if (billedUnits === null || billedUnits.unit !== meteredUnits?.unit) return false;
  const off = billedUnits.amount - meteredUnits.amount;
  return (off < 0n ? -off : off) * 1_000n > meteredUnits.amount;
}

function sumOf(amounts: readonly Nano[]): Nano {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
