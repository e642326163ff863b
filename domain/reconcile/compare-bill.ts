import type { Calendar, DaySpan } from "../finance/calendar-day.ts";
import type { Currency, Nano } from "../money.ts";
import type { BilledLine, MeteredPart, Units } from "./bill.ts";
import { groupByText } from "./group-by-text.ts";
import { mergeSpans } from "./merge-spans.ts";
import { bookedUnit, meteredUnits } from "./metered-units.ts";

export const CELL_CLASSES = ["matched", "differs", "billed_only", "metered_only"] as const;
export type CellClass = (typeof CELL_CLASSES)[number];

/** A model's days that one amount of the bill is about, or one day that the bill says nothing about. */
export interface BillCell {
  readonly model: string;
  readonly days: DaySpan;
  readonly class: CellClass;
  /** Null where the bill has no line. */
  readonly billed: Nano | null;
  /** Sum of the known costs; null where there is none, or where no cost is known. */
  readonly metered: Nano | null;
  /** Billed less metered, of what is known. */
  readonly difference: Nano;
  /** Null where a line does not say, or lines say different kinds. */
  readonly billedUnits: Units | null;
  /** In the bill's unit, or that of the applied prices. */
  readonly meteredUnits: Units | null;
  readonly generations: number;
  readonly unpriced: number;
  readonly parts: readonly MeteredPart[];
}

/** How a bill is compared. */
export interface BillQuestion {
  readonly currency: Currency;
  /** A cell whose sides are at most this far apart is matched. */
  readonly tolerance: Nano;
  readonly calendar: Calendar;
}

/**
 * Puts a bill's lines beside what was metered: for each model and day, or the days that a line covers (lines that share
 * days are one cell). Every line and every part is in exactly one cell, so sums over cells are sums over both sides; the
 * order of lines makes no difference, nor whether one amount is given as two. Parts are in the bill's currency or
 * unpriced.
 */
export function compareBill(
  lines: readonly BilledLine[],
  parts: readonly MeteredPart[],
  question: BillQuestion,
): readonly BillCell[] {
  const billed = groupByText(lines, ({ model }) => model);
  const metered = groupByText(parts, ({ facts }) => facts.model);
  return [...new Set([...billed.keys(), ...metered.keys()])]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((model) =>
      cellsOfModel(model, billed.get(model) ?? [], metered.get(model) ?? [], question),
    );
}

function cellsOfModel(
  model: string,
  lines: readonly BilledLine[],
  parts: readonly MeteredPart[],
  question: BillQuestion,
): BillCell[] {
  const { calendar } = question;
  const dated = parts.map((part) => ({ part, day: calendar.dayOf(part.facts.createdAtMs) }));
  const billed = mergeSpans(lines.map(({ days }) => days));
  const isBilled = (day: number) => billed.some((days) => holds(days, day));
  const others = new Set(dated.map(({ day }) => day).filter((day) => !isBilled(day)));
  const spans = [...billed, ...[...others].map((day) => ({ first: day, end: day + 1 }))];
  return spans
    .toSorted((a, b) => a.first - b.first)
    .map((days) =>
      cellOf(
        { model, days },
        lines.filter((line) => holds(days, line.days.first)),
        dated.filter(({ day }) => holds(days, day)).map(({ part }) => part),
        question.tolerance,
      ),
    );
}

function cellOf(
  at: { readonly model: string; readonly days: DaySpan },
  lines: readonly BilledLine[],
  parts: readonly MeteredPart[],
  tolerance: Nano,
): BillCell {
  const billed = lines.length === 0 ? null : sumOf(lines.map(({ amount }) => amount));
  const generations = countOf(parts.map((part) => part.generations));
  const unpriced = countOf(parts.map((part) => part.unpriced));
  const metered = generations === unpriced ? null : sumOf(parts.map(({ cost }) => cost));
  const difference = (billed ?? 0n) - (metered ?? 0n);
  const billedUnits = unitsBilled(lines);
  const unit = billedUnits?.unit ?? bookedUnit(parts);
  const known = unit === null || parts.length === 0 ? null : meteredUnits(parts, unit);
  return {
    ...at,
    class: classOf({ billed, metered, generations, difference, tolerance }),
    billed,
    metered,
    difference,
    billedUnits,
    meteredUnits: unit === null || known === null ? null : { unit, amount: known },
    generations,
    unpriced,
    parts,
  };
}

function classOf(cell: {
  readonly billed: Nano | null;
  readonly metered: Nano | null;
  readonly generations: number;
  readonly difference: Nano;
  readonly tolerance: Nano;
}): CellClass {
  const { billed, metered, generations, difference, tolerance } = cell;
  const isClose = difference <= tolerance && -difference <= tolerance;
  // An unknown cost is not one of nothing: it matches no amount.
  if (isClose && (metered !== null || generations === 0)) return "matched";
  if (billed === null) return "metered_only";
  return generations === 0 ? "billed_only" : "differs";
}

function unitsBilled(lines: readonly BilledLine[]): Units | null {
  const [first] = lines;
  const unit = first?.units?.unit;
  if (unit === undefined) return null;
  let amount = 0n;
  for (const { units } of lines) {
    if (units?.unit !== unit) return null;
    amount += units.amount;
  }
  return { unit, amount };
}

function holds(days: DaySpan, day: number): boolean {
  return day >= days.first && day < days.end;
}

function sumOf(amounts: readonly Nano[]): Nano {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function countOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
