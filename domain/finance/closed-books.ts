import type { Day, DaySpan } from "./calendar-day.ts";
import { addMonths, daysOfMonth, type Month } from "./month.ts";

/** What was known when a month was closed, as numbers that count every written version of an entry and of a rate. */
export interface Closing {
  readonly id: string;
  readonly month: Month;
  readonly revenueRecorded: number;
  readonly fxRecorded: number;
}

/**
 * A moment of knowledge: the index of a closing, or `today`, which comes after all of them. Views are ordered: what a
 * later one says of a closed month and an earlier one did not is a correction.
 */
export type View = number;

/** Days whose figures are taken as one view knew them. */
export interface Slice {
  readonly view: View;
  readonly days: DaySpan;
}

/** A month's corrections: what became known of the days before it between two views. */
export interface CorrectionStep {
  /** The month whose corrections they are. */
  readonly bookedIn: Month;
  readonly before: View;
  readonly after: View;
  /** The first day that is no part of it: where the month begins. */
  readonly end: Day;
}

/** The books as they are closed: one month after the other, and open from then on. */
export interface ClosedBooks {
  readonly closings: readonly Closing[];
  readonly today: View;
  /** The first day that is open; null while nothing is closed. */
  readonly firstOpenDay: Day | null;
  /** Which closing froze a day; null for an open one. */
  closingOf(day: Day): View | null;
  /** Days cut by who says what they hold: the closing that froze them, or today. */
  slices(days: DaySpan): readonly Slice[];
  /** What a month corrects: a closed one, or the first open one; null for every other month. */
  correctionStep(month: Month): CorrectionStep | null;
}

/**
 * Opens the books over the closings in force, in the order of their months, without a gap. The first one closes what
 * lies before its month too: there was nothing in it, and what comes in later is a correction.
 * @throws RangeError when they are not in order.
 */
export function openClosedBooks(closings: readonly Closing[]): ClosedBooks {
  closings.forEach((closing, index) => {
    const previous = closings[index - 1];
    if (previous !== undefined && addMonths(previous.month, 1) !== closing.month) {
      throw new RangeError(`${closing.month} was closed after ${previous.month}`);
    }
  });
  const today = closings.length;
  const [first, last] = [closings[0], closings.at(-1)];
  const ends = closings.map(({ month }) => daysOfMonth(month).end);
  const closingOf = (day: Day): View | null => {
    const found = ends.findIndex((end) => day < end);
    return found === -1 ? null : found;
  };

  return {
    closings,
    today,
    firstOpenDay: ends.at(-1) ?? null,
    closingOf,
    slices(days) {
      const slices: Slice[] = [];
      let from = days.first;
      while (from < days.end) {
        const view = closingOf(from);
        const end = Math.min(days.end, view === null ? days.end : (ends[view] ?? days.end));
        slices.push({ view: view ?? today, days: { first: from, end } });
        from = end;
      }
      return slices;
    },
    correctionStep(month) {
      if (first === undefined || last === undefined || month <= first.month) return null;
      const after = closings.findIndex((closing) => closing.month === month);
      const open = addMonths(last.month, 1) === month;
      if (after === -1 && !open) return null;
      const view = open ? today : after;
      return { bookedIn: month, before: view - 1, after: view, end: daysOfMonth(month).first };
    },
  };
}
