import { bucketStart, nextStart, type TimeRange } from "../time-buckets.ts";
import { openZone, type Zone } from "../time-zone.ts";

/** A calendar day as a number: days since 1970-01-01, of whichever zone's calendar is meant. */
export type Day = number;

/** Half open: `first` up to but not including `end`. */
export interface DaySpan {
  readonly first: Day;
  readonly end: Day;
}

/** A zone's calendar. */
export interface Calendar {
  /** The day on which an instant (ms since the epoch) lies there. */
  dayOf(atMs: number): Day;
}

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Opens a zone's calendar. Days are counted by their dates, whatever their length: one with 23 or 25 hours is one day, and
 * so is a date that the zone skipped when it crossed the date line. @throws RangeError for an unknown zone.
 */
export function openCalendar(timeZone: string): Calendar {
  const zone = openZone(timeZone);
  // A wall clock costs microseconds to ask: what one UTC day holds of the zone's days is asked for once.
  const known = new Map<number, readonly (TimeRange & { readonly day: Day })[]>();

  const daysIn = (utcDay: number) => {
    const days: (TimeRange & { readonly day: Day })[] = [];
    let fromMs = bucketStart(utcDay * DAY_MS, "day", zone);
    while (fromMs < (utcDay + 1) * DAY_MS) {
      const toMs = nextStart(fromMs, "day", zone);
      const wall = zone.wallAt(fromMs);
      days.push({ fromMs, toMs, day: Date.UTC(wall.year, wall.month - 1, wall.day) / DAY_MS });
      fromMs = toMs;
    }
    return days;
  };

  return {
    dayOf(atMs) {
      const utcDay = Math.floor(atMs / DAY_MS);
      const days = known.get(utcDay) ?? daysIn(utcDay);
      known.set(utcDay, days);
      const found = days.find((each) => atMs >= each.fromMs && atMs < each.toMs);
      if (found === undefined) throw new RangeError(`${atMs} lies on no day of ${timeZone}`);
      return found.day;
    },
  };
}

/** Where a day begins in a zone, ms since the epoch. @throws RangeError for an unknown zone. */
export function dayStartMs(day: Day, timeZone: string): number {
  return startOfDay(day, openZone(timeZone));
}

/** The instant at which a day begins in a zone, ms since the epoch. */
export function startOfDay(day: Day, zone: Zone): number {
  const date = new Date(day * DAY_MS);
  return zone.instantOf({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: 0,
    minute: 0,
    second: 0,
  });
}

/** Reads `2026-01-31`; null for anything else, dates that do not exist included. */
export function parseDay(date: string): Day | null {
  const match = DATE.exec(date);
  if (match === null) return null;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
  return formatDay(day) === date ? day : null;
}

/** Writes a day as `2026-01-31`. */
export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
