import { openCalendar } from "../../domain/finance/calendar-day.ts";
import { monthOf, type Month } from "../../domain/finance/month.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import type { WorkspaceBooks } from "./open-books.ts";

/** The closed months of which a range holds a part, in their order. */
export function closedMonthsWithin(
  { closings, timeZone }: WorkspaceBooks,
  { fromMs, toMs }: TimeRange,
): Month[] {
  if (timeZone === null) return [];
  const calendar = openCalendar(timeZone);
  const [first, last] = [monthOf(calendar.dayOf(fromMs)), monthOf(calendar.dayOf(toMs - 1))];
  return closings.flatMap(({ month }) => (month >= first && month <= last ? [month] : []));
}
