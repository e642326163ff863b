import { formatDay, parseDay, type Day, type DaySpan } from "./calendar-day.ts";

/** A calendar month, written `2026-01`. */
export type Month = string;

const MONTH = /^\d{4}-\d{2}$/;

/** Reads `2026-01`; null for anything else, months that do not exist included. */
export function parseMonth(text: string): Month | null {
  return MONTH.test(text) && parseDay(`${text}-01`) !== null ? text : null;
}

/** The month in which a day lies. */
export function monthOf(day: Day): Month {
  return formatDay(day).slice(0, 7);
}

/** The month that so many months lie after this one; before it, when negative. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The days of a month. @throws RangeError for what is no month. */
export function daysOfMonth(month: Month): DaySpan {
  const [first, end] = [parseDay(`${month}-01`), parseDay(`${addMonths(month, 1)}-01`)];
  if (first === null || end === null) throw new RangeError(`no month: ${month}`);
  return { first, end };
}

/** Every month from one to another, both included; none when the last lies before the first. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}
