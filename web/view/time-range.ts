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
import type { RangeName } from "./view-search.ts";

export type Interval = "hour" | "day" | "week" | "month";

/** Half open: from its start up to, not including, its end; both ms since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RangeChoice {
  readonly range: RangeName;
  /** Local dates, both included; set when the range is `custom`. */
  readonly from: string | null;
  readonly to: string | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURLY_UP_TO_MS = 3.5 * DAY_MS;
const DAILY_UP_TO_MS = 121 * DAY_MS;
const WEEKLY_UP_TO_MS = 2 * 366 * DAY_MS;

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
      const from = parseLocalDate(choice.from, timeZone);
      const to = parseLocalDate(choice.to, timeZone);
      if (from === null || to === null || to < from) return since(addDays(tomorrow, -30));
      return since(from, addDays(to, 1));
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

/** The range of the same number of local days just before (-1) or after (+1), as a custom choice. */
export function shiftRange(range: TimeRange, timeZone: string, direction: -1 | 1): RangeChoice {
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

/** Midnight of a local date in a zone; null when the text is no date. */
export function parseLocalDate(text: string | null, timeZone: string): TZDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new TZDate(year, month - 1, day, timeZone);
  const isReal = date.getMonth() === month - 1 && date.getDate() === day;
  return isReal ? date : null;
}
