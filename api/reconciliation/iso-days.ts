import { formatDay, type DaySpan } from "../../domain/finance/calendar-day.ts";

/** Half open, as answers write it. */
export function isoDays(days: DaySpan): { from: string; to: string } {
  return { from: formatDay(days.first), to: formatDay(days.end) };
}
