import type { WallTime } from "../time-zone.ts";
import { CellFault } from "./cell-fault.ts";
import type { DateFormat } from "./file-options.ts";

const TIME = String.raw`(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?)?`;
const OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const EPOCH = /^\d{9,10}$/;
const PATTERNS = {
  "YYYY-MM-DD": pattern(String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})`),
  "DD/MM/YYYY": pattern(String.raw`(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})`),
  "MM/DD/YYYY": pattern(String.raw`(?<month>\d{1,2})[/.-](?<day>\d{1,2})[/.-](?<year>\d{4})`),
  YYYYMMDD: pattern(String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`),
  "MMM D, YYYY": pattern(String.raw`(?<name>[A-Z][a-z]{2})[a-z]* (?<day>\d{1,2}), (?<year>\d{4})`),
} as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads a date in a file's format as an instant, ms since the epoch: with its own offset, or else on the wall clock of a
 * zone, at the start of the day when it names no time. @throws CellFault
 */
export function readFileDate(
  text: string,
  format: DateFormat,
  instantOf: (wall: WallTime) => number,
): number {
  if (format === "epoch") {
    if (!EPOCH.test(text)) throw notADate(format);
    return Number(text) * 1_000;
  }
  if (format !== "YYYY-MM-DD" || !OFFSET.test(text)) {
    return instantOf(readWall(text, format));
  }
  readWall(text.slice(0, 10), format);
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw notADate(format);
  return atMs;
}

function readWall(text: string, format: Exclude<DateFormat, "epoch">): WallTime {
  const parts = PATTERNS[format].exec(text)?.groups;
  if (parts === undefined) throw notADate(format);
  const number = (name: string) => Number(parts[name] ?? "0");
  const { name } = parts;
  const wall = {
    year: number("year"),
    month: name === undefined ? number("month") : MONTHS.indexOf(name) + 1,
    day: number("day"),
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
  };
  if (!exists(wall)) throw notADate(format);
  return wall;
}

function exists({ year, month, day, hour, minute, second }: WallTime): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  const onCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return onCalendar && hour < 24 && minute < 60 && second < 60;
}

function pattern(date: string): RegExp {
  return new RegExp(`^${date}${TIME}$`);
}

function notADate(format: DateFormat): CellFault {
  return new CellFault(
    format === "epoch" ? "is no number of seconds since 1970" : `is no date written ${format}`,
  );
}
