import { MAX_DAY_STARTS, type DayStarts } from "../../db/clickhouse/queries/day-starts.ts";
import { dayStartMs, type Calendar, type DaySpan } from "../../domain/finance/calendar-day.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";

/** The days of a span as the store is asked about them, in parts that fit a question; none for an empty span. */
export function dayStartsOf(days: DaySpan, timeZone: string, calendar: Calendar): DayStarts[] {
  const parts: DayStarts[] = [];
  for (let first = days.first; first < days.end; first += MAX_DAY_STARTS) {
    const end = Math.min(days.end, first + MAX_DAY_STARTS);
    const range = { fromMs: dayStartMs(first, timeZone), toMs: dayStartMs(end, timeZone) };
    const startsMs = bucketStarts(range, "day", timeZone);
    const numbers = startsMs.map((start) => calendar.dayOf(start));
    parts.push({ days: numbers, startsMs, endMs: range.toMs });
  }
  return parts;
}
