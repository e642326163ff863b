import { openZone, type WallTime, type Zone } from "./time-zone.ts";

export const INTERVALS = ["hour", "day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];

/** On which day a week may begin. */
export const WEEK_STARTS = ["monday", "sunday", "saturday"] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

/** Half open: from, up to but not including, to; ms since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** More buckets than this are refused rather than drawn. */
export const MAX_BUCKETS = 2_000;

export class TooManyBucketsError extends Error {
  override readonly name = "TooManyBucketsError";
}

/**
 * The starts of the calendar buckets that touch a range, in the zone's own days (23 or 25 hours long where clocks
 * change), weeks (from Monday, unless said otherwise) and months. The first may lie before the range.
 * @throws TooManyBucketsError past MAX_BUCKETS.
 */
export function bucketStarts(
  range: TimeRange,
  interval: Interval,
  timeZone: string,
  weekStart: WeekStart = "monday",
): number[] {
  const zone = openZone(timeZone);
  const starts: number[] = [];
  let start = bucketStart(range.fromMs, interval, zone, weekStart);
  while (start < range.toMs) {
    if (starts.length === MAX_BUCKETS) {
      throw new TooManyBucketsError(
        `More than ${MAX_BUCKETS} points: choose a longer interval or a shorter range.`,
      );
    }
    starts.push(start);
    start = nextStart(start, interval, zone);
  }
  return starts;
}

/** The start of the bucket in which an instant lies. */
export function bucketStart(
  atMs: number,
  interval: Interval,
  zone: Zone,
  weekStart: WeekStart = "monday",
): number {
  const wall = zone.wallAt(atMs);
  if (interval === "hour") {
    return atMs - (wall.minute * 60 + wall.second) * 1000 - modulo(atMs, 1000);
  }
  return zone.instantOf(truncated(wall, interval, weekStart));
}

/** The start of the bucket after the one that starts at `startMs`. */
export function nextStart(startMs: number, interval: Interval, zone: Zone): number {
  if (interval === "hour") {
    const next = bucketStart(startMs + HOUR_MS, "hour", zone);
    return next > startMs ? next : startMs + HOUR_MS;
  }
  const wall = zone.wallAt(startMs);
  const days = interval === "week" ? 7 : 1;
  return zone.instantOf(
    interval === "month"
      ? { ...MIDNIGHT, year: wall.year, month: wall.month + 1, day: 1 }
      : { ...MIDNIGHT, year: wall.year, month: wall.month, day: wall.day + days },
  );
}

/**
 * The period to compare with. `previous`: as many calendar days before, aligned in the zone, when the range is
 * whole days there, else the same length before. `weekday`: the last such period that begins on the same weekday, so that
 * Mondays meet Mondays. `year`: the same wall times one year earlier.
 */
export function previousPeriod(
  range: TimeRange,
  timeZone: string,
  kind: "previous" | "weekday" | "year",
): TimeRange {
  const zone = openZone(timeZone);
  if (kind === "year") {
    const back = (atMs: number) => {
      const wall = zone.wallAt(atMs);
      return zone.instantOf({ ...wall, year: wall.year - 1 }) + modulo(atMs, 1000);
    };
    return { fromMs: back(range.fromMs), toMs: back(range.toMs) };
  }
  if (kind === "weekday") {
    const days =
      7 * Math.max(1, Math.ceil((range.toMs - range.fromMs - CLOCK_CHANGE_MS) / WEEK_MS));
    const back = (atMs: number) => {
      const wall = zone.wallAt(atMs);
      return zone.instantOf({ ...wall, day: wall.day - days }) + modulo(atMs, 1000);
    };
    return { fromMs: back(range.fromMs), toMs: back(range.toMs) };
  }
  const wholeDays = [range.fromMs, range.toMs].every(
    (atMs) => bucketStart(atMs, "day", zone) === atMs,
  );
  if (!wholeDays) return { fromMs: 2 * range.fromMs - range.toMs, toMs: range.fromMs };
  const from = zone.wallAt(range.fromMs);
  const days = Math.round((range.toMs - range.fromMs) / DAY_MS);
  return {
    fromMs: zone.instantOf({ ...from, day: from.day - days }),
    toMs: range.fromMs,
  };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A week in which clocks go back is this much longer than seven days. */
const CLOCK_CHANGE_MS = 2 * HOUR_MS;
const MIDNIGHT = { hour: 0, minute: 0, second: 0 } as const;
const FIRST_WEEKDAY = { sunday: 0, monday: 1, saturday: 6 } as const satisfies Record<
  WeekStart,
  number
>;

/** Day and month numbers may run over; Date.UTC carries them. */
function truncated(
  wall: WallTime,
  interval: "day" | "week" | "month",
  weekStart: WeekStart,
): WallTime {
  if (interval === "month") return { ...MIDNIGHT, year: wall.year, month: wall.month, day: 1 };
  const sinceStart = modulo(weekday(wall) - FIRST_WEEKDAY[weekStart], 7);
  const day = interval === "week" ? wall.day - sinceStart : wall.day;
  return { ...MIDNIGHT, year: wall.year, month: wall.month, day };
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
function weekday(wall: WallTime): number {
  return modulo(Date.UTC(wall.year, wall.month - 1, wall.day) / DAY_MS + 4, 7);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
