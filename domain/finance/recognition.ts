import { allocate } from "../allocate.ts";
import { type Nano } from "../money.ts";
import type { TimeRange } from "../time-buckets.ts";
import type { Calendar, Day, DaySpan } from "./calendar-day.ts";

/** When an amount is earned: over a period, or, without one, on the day on which it occurred. */
export interface Earned {
  readonly occurredMs: number;
  readonly period: TimeRange | null;
}

/**
 * The days over which an amount is recognised: each calendar day that its period touches, the first one included, and the
 * last one only when the period reaches into it (a period that ends at midnight does not touch the day that begins
 * there). Without a period the one day on which it occurred.
 * @throws RangeError for a period that does not end after it began.
 */
export function recognitionDays(earned: Earned, calendar: Calendar): DaySpan {
  if (earned.period === null) {
    const day = calendar.dayOf(earned.occurredMs);
    return { first: day, end: day + 1 };
  }
  const { fromMs, toMs } = earned.period;
  if (fromMs >= toMs) throw new RangeError("a period ends after it began");
  return { first: calendar.dayOf(fromMs), end: calendar.dayOf(toMs - 1) + 1 };
}

/**
 * An amount spread evenly over days, the parts in the order of the days; they sum to the amount, to the nano, a refund's
 * (negative) likewise. What does not divide goes to the earliest days, one nano each (largest remainder).
 * @throws RangeError for no days.
 */
export function recognise(
  amount: Nano,
  { first, end }: DaySpan,
): { readonly day: Day; readonly amount: Nano }[] {
  const weights = Array.from({ length: Math.max(0, end - first) }, () => 1n);
  return allocate(amount, weights).map((part, index) => ({ day: first + index, amount: part }));
}

/** What of an amount `recognise` puts on the days `within`, without walking over them. */
export function recognisedWithin(amount: Nano, days: DaySpan, within: DaySpan): Nano {
  if (amount < 0n) return -recognisedWithin(-amount, days, within);
  const count = BigInt(days.end - days.first);
  const [each, extra] = [amount / count, amount % count];
  /** The sum of the parts of the first `length` days. */
  const upTo = (day: Day) => {
    const length = BigInt(Math.min(Math.max(day, days.first), days.end) - days.first);
    return each * length + (length < extra ? length : extra);
  };
  return within.end <= within.first ? 0n : upTo(within.end) - upTo(within.first);
}
