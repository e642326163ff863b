import type { Currency, Nano } from "../money.ts";
import type { Calendar, DaySpan } from "./calendar-day.ts";
import type { ClosedBooks, CorrectionStep, View } from "./closed-books.ts";
import type { ClosedRates } from "./closed-rates.ts";
import type { MissingRateReason } from "./fx.ts";
import { daysOfMonth, monthOf, monthsBetween, type Month } from "./month.ts";
import { recognisedWithin, recognitionDays, type Earned } from "./recognition.ts";

/** What a revenue entry said at a time. */
export interface EntryVersion extends Earned {
  /** Counts up with every version that is written. */
  readonly recorded: number;
  readonly deleted: boolean;
  readonly amount: Nano;
  readonly currency: Currency;
  /** Its value of the report's dimension. */
  readonly group: string;
}

/** What recognition needs to know besides the entry. */
export interface Recognition {
  readonly calendar: Calendar;
  readonly books: ClosedBooks;
  readonly rates: ClosedRates;
  /** What everything is converted to. */
  readonly currency: Currency;
}

/** A part of an entry: in the report's currency, or in its own where no rate leads there. */
export type RecognisedPart =
  | { readonly kind: "known"; readonly group: string; readonly amount: Nano }
  | {
      readonly kind: "left_out";
      readonly currency: Currency;
      readonly reason: MissingRateReason;
      readonly amount: Nano;
    };

/** The version that a view sees, out of all of an entry's in their order; null for none or a deleted one. */
export function versionSeen(
  versions: readonly EntryVersion[],
  { closings }: ClosedBooks,
  view: View,
): EntryVersion | null {
  const recorded = closings[view]?.revenueRecorded ?? Number.POSITIVE_INFINITY;
  const seen = versions.findLast((version) => version.recorded <= recorded);
  return seen === undefined || seen.deleted ? null : seen;
}

/** What of a version is recognised on the days `within`, as a view converts it; null when they don't touch. */
export function recognisedPart(
  version: EntryVersion,
  within: DaySpan,
  view: View,
  { calendar, rates, currency }: Recognition,
): RecognisedPart | null {
  const days = recognitionDays(version, calendar);
  if (days.end <= within.first || within.end <= days.first) return null;
  const occurred = calendar.dayOf(version.occurredMs);
  const converted = rates.convert(version.amount, version.currency, currency, occurred, view);
  if (converted.kind === "missing") {
    const amount = recognisedWithin(version.amount, days, within);
    return { kind: "left_out", currency: version.currency, reason: converted.reason, amount };
  }
  const amount = recognisedWithin(converted.amount, days, within);
  return { kind: "known", group: version.group, amount };
}

/** What a correction adds to a group in the month that it belongs to. */
export interface MonthPart {
  readonly month: Month;
  readonly part: RecognisedPart;
}

/**
 * How an entry corrects the months before a step's end: what the later view recognises there, less what the earlier one did.
 * Parts that cancel out are left in; what both views leave out alike is not.
 */
export function correctionsOf(
  versions: readonly EntryVersion[],
  step: CorrectionStep,
  recognition: Recognition,
): MonthPart[] {
  const { books } = recognition;
  const partsAt = (view: View) => {
    const seen = versionSeen(versions, books, view);
    return seen === null ? [] : partsByMonth(seen, step, view, recognition);
  };
  const [before, after] = [partsAt(step.before), partsAt(step.after)];
  const leftOutBefore = new Set(before.map(leftOutKey));
  return [
    ...after.filter(({ part, month }) => {
      return part.kind === "known" || !leftOutBefore.has(leftOutKey({ part, month }));
    }),
    ...before.flatMap(({ month, part }) =>
      part.kind === "known" ? [{ month, part: { ...part, amount: -part.amount } }] : [],
    ),
  ];
}

function partsByMonth(
  version: EntryVersion,
  { end }: CorrectionStep,
  view: View,
  recognition: Recognition,
): MonthPart[] {
  const days = recognitionDays(version, recognition.calendar);
  const last = Math.min(days.end, end) - 1;
  if (last < days.first) return [];
  return monthsBetween(monthOf(days.first), monthOf(last)).flatMap((month) => {
    const part = recognisedPart(version, daysOfMonth(month), view, recognition);
    return part === null ? [] : [{ month, part }];
  });
}

function leftOutKey({ month, part }: MonthPart): string {
  return part.kind === "known"
    ? ""
    : `${month} ${part.currency} ${part.reason} ${part.amount.toString()}`;
}
