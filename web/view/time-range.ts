import { TZDate } from "@date-fns/tz";
import {
  addDays,
  addHours,
  differenceInCalendarDays,
  startOfDay,
  startOfHour,
  startOfMonth,
  startOfQuarter,
  startOfYear,
  subMonths,
} from "date-fns";
import { INTERVALS, type Interval } from "../../domain/time-buckets.ts";
import type { RangeName } from "./view-search.ts";

export type { Interval };

/** Half open: from its start up to, not including, its end; both ms since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RangeChoice {
  readonly range: RangeName;
  /**
   * Set when the range is `custom`: local dates, both included, or local minutes `2026-11-22T09:30`, of which `to` is the
   * first that is left out.
   */
  readonly from: string | null;
  readonly to: string | null;
}

/** What the API answers at most; its years reach one further in both directions, for every zone. */
export const MAX_RANGE_DAYS = 3 * 366;
const FIRST_YEAR = 1971;
const LAST_YEAR = 2998;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURLY_UP_TO_MS = 3.5 * DAY_MS;
const DAILY_UP_TO_MS = 121 * DAY_MS;
const WEEKLY_UP_TO_MS = 2 * 366 * DAY_MS;
/** More would be narrower than two pixels each. */
const MAX_POINTS = 400;
const INTERVAL_MS: Record<Interval, number> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/**
 * The instants of a choice in a time zone. Ends are whole hours or whole local days, so that the same view
 * keeps the same range all day long; the last bucket may still be open.
 */
export function resolveRange(choice: RangeChoice, timeZone: string, nowMs: number): TimeRange {
  const now = new TZDate(nowMs, timeZone);
  const tomorrow = addDays(startOfDay(now), 1);
  const since = (start: Date, end: Date = tomorrow): TimeRange => ({
    fromMs: start.getTime(),
    toMs: end.getTime(),
  });
  switch (choice.range) {
    case "24h": {
      const end = addHours(startOfHour(now), 1);
      return since(addHours(end, -24), end);
    }
    case "7d":
      return since(addDays(tomorrow, -7));
    case "30d":
      return since(addDays(tomorrow, -30));
    case "90d":
      return since(addDays(tomorrow, -90));
    case "mtd":
      return since(startOfMonth(now));
    case "qtd":
      return since(startOfQuarter(now));
    case "ytd":
      return since(startOfYear(now));
    case "12m":
      return since(startOfMonth(subMonths(now, 11)));
    case "custom": {
      const from = parseLocalTime(choice.from, timeZone);
      const to = parseLocalTime(choice.to, timeZone, 1);
      if (from === null || to === null || to <= from) return since(addDays(tomorrow, -30));
      return since(from, to);
    }
  }
}

/** The bucket width that keeps a chart under about 120 points. */
export function intervalFor(range: TimeRange): Interval {
  const span = range.toMs - range.fromMs;
  if (span <= HOURLY_UP_TO_MS) return "hour";
  if (span <= DAILY_UP_TO_MS) return "day";
  return span <= WEEKLY_UP_TO_MS ? "week" : "month";
}

/** Every bucket width of which a chart of the range shows between 2 and MAX_POINTS. */
export function allowedIntervals({ fromMs, toMs }: TimeRange): readonly Interval[] {
  return INTERVALS.filter((interval) => {
    const points = (toMs - fromMs) / INTERVAL_MS[interval];
    return points <= MAX_POINTS && (points > 1 || interval === "hour");
  });
}

/** A range as a custom choice: local dates when it is made of whole days, else local minutes. */
export function asChoice({ fromMs, toMs }: TimeRange, timeZone: string): RangeChoice {
  const isMidnight = (atMs: number): boolean =>
    startOfDay(new TZDate(atMs, timeZone)).getTime() === atMs;
  const write =
    isMidnight(fromMs) && isMidnight(toMs)
      ? [localDate(fromMs, timeZone), localDate(toMs - 1, timeZone)]
      : [localMinute(fromMs, timeZone), localMinute(toMs, timeZone)];
  return { range: "custom", from: write[0] ?? null, to: write[1] ?? null };
}

/** The period of the same length just before (-1) or after (+1): in local days when the range is made of them. */
export function shiftRange(range: TimeRange, timeZone: string, direction: -1 | 1): RangeChoice {
  const choice = asChoice(range, timeZone);
  if (choice.from?.includes("T") === true) {
    const byMs = (range.toMs - range.fromMs) * direction;
    return asChoice({ fromMs: range.fromMs + byMs, toMs: range.toMs + byMs }, timeZone);
  }
  const from = new TZDate(range.fromMs, timeZone);
  const lastDay = addDays(new TZDate(range.toMs, timeZone), -1);
  const days = Math.max(1, differenceInCalendarDays(lastDay, from) + 1);
  return {
    range: "custom",
    from: localDate(addDays(from, days * direction).getTime(), timeZone),
    to: localDate(addDays(from, days * direction + days - 1).getTime(), timeZone),
  };
}

/** The calendar date of an instant in a zone: 2026-11-22. */
export function localDate(atMs: number, timeZone: string): string {
  const at = new TZDate(atMs, timeZone);
  const month = String(at.getMonth() + 1).padStart(2, "0");
  return `${at.getFullYear()}-${month}-${String(at.getDate()).padStart(2, "0")}`;
}

/** The calendar date after one: 2026-12-01 after 2026-11-30. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** The wall clock of an instant in a zone: 2026-11-22T09:30. */
export function localMinute(atMs: number, timeZone: string): string {
  const at = new TZDate(atMs, timeZone);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${localDate(atMs, timeZone)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * The instant of a local minute, or the midnight `daysAfter` a local date; null when the text is neither.
 */
export function parseLocalTime(
  text: string | null,
  timeZone: string,
  daysAfter = 0,
): TZDate | null {
  const match = /^(.{10})T([01]\d|2[0-3]):([0-5]\d)$/.exec(text ?? "");
  if (match === null) {
    const date = parseLocalDate(text, timeZone);
    return date === null ? null : addDays(date, daysAfter);
  }
  const day = parseLocalDate(match[1] ?? null, timeZone);
  if (day === null) return null;
  const [hour, minute] = [Number(match[2]), Number(match[3])];
  return new TZDate(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, timeZone);
}

/** Whether a text is a date that there is, in a year that every store holds. */
export function isDay(text: string | null): boolean {
  const year = parseLocalDate(text, "UTC")?.getFullYear() ?? 0;
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** Whether two texts, local dates or minutes, are a period that can be asked about. */
export function isPeriod(from: string | null, to: string | null): boolean {
  const [start, end] = [parseLocalTime(from, "UTC"), parseLocalTime(to, "UTC", 1)];
  if (start === null || end === null || end <= start) return false;
  if (start.getFullYear() < FIRST_YEAR || end.getFullYear() > LAST_YEAR) return false;
  return end.getTime() - start.getTime() <= MAX_RANGE_DAYS * DAY_MS;
}

/** Midnight of a local date in a zone; null when the text is no date. */
export function parseLocalDate(text: string | null, timeZone: string): TZDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new TZDate(year, month - 1, day, timeZone);
  const isReal = date.getMonth() === month - 1 && date.getDate() === day;
  return isReal ? date : null;
}
