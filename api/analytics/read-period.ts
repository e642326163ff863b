import { bucketStart, previousPeriod, type TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { invalidField } from "../http/api-error.ts";
import type { Comparison } from "../contract/analytics.ts";
import { readDateOrInstant, readTimeZone } from "../http/date-or-instant.ts";

export interface PeriodQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly tz?: string | undefined;
}

/** The time that a question is about, and the zone whose days it counts in. */
export interface AskedPeriod {
  readonly range: TimeRange;
  readonly timeZone: string;
}

export const MAX_RANGE_DAYS = 3 * 366;
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Reads `from`, `to` and `tz`: 30 days up to the end of today where they are absent, today being a day of the zone.
 * @throws ApiError naming the faulty field.
 */
export function readPeriod(query: PeriodQuery, defaultZone: string, nowMs: number): AskedPeriod {
  const timeZone = query.tz === undefined ? defaultZone : readTimeZone(query.tz, "tz");
  const toMs =
    query.to === undefined
      ? startOfDay(timeZone, nowMs, 1)
      : readDateOrInstant(query.to, "to", timeZone);
  const fromMs =
    query.from === undefined
      ? startOfDay(timeZone, toMs, -DEFAULT_DAYS)
      : readDateOrInstant(query.from, "from", timeZone);
  if (fromMs >= toMs) throw invalidField("to", "must lie after from");
  if (toMs - fromMs > MAX_RANGE_DAYS * DAY_MS) {
    throw invalidField("from", `must lie at most ${MAX_RANGE_DAYS} days before to`);
  }
  return { range: { fromMs, toMs }, timeZone };
}

/** The period to compare with, or null. */
export function comparedPeriod(period: AskedPeriod, compare: Comparison): TimeRange | null {
  return compare === "none" ? null : previousPeriod(period.range, period.timeZone, compare);
}

/** Start of the day in which an instant lies, moved by days of the zone. */
function startOfDay(timeZone: string, atMs: number, days: number): number {
  const zone = openZone(timeZone);
  const wall = zone.wallAt(bucketStart(atMs, "day", zone));
  return zone.instantOf({ ...wall, day: wall.day + days });
}
