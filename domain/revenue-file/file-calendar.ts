import { bucketStart, nextStart, type TimeRange } from "../time-buckets.ts";
import { openZone, type WallTime, type Zone } from "../time-zone.ts";
import { readFileDate } from "./file-date.ts";
import type { DateFormat } from "./file-options.ts";

/** The dates of a file, in its format and zone. Instants are ms since the epoch. */
export interface FileCalendar {
  /** @throws CellFault */
  read(cell: string): number;
  /** YYYY-MM. */
  monthOf(atMs: number): string;
  /** The whole month around an instant. */
  monthAround(atMs: number): TimeRange;
  /** The start of the next day. */
  dayAfter(atMs: number): number;
  /** The same wall clock some months later; on the last day of a month that is too short for it. */
  monthsAfter(atMs: number, months: number): number;
}

/** A file repeats its dates; beyond this many the memory starts anew. */
const REMEMBERED = 10_000;
const DAY_MS = 86_400_000;

/** @throws RangeError for an unknown zone. */
export function openFileCalendar(format: DateFormat, timeZone: string): FileCalendar {
  const zone = openZone(timeZone);
  const instantOf = withDaysRemembered(zone);
  const pad = (part: number) => String(part).padStart(2, "0");
  return {
    read: remembered((cell: string) => readFileDate(cell.trim(), format, instantOf)),
    monthOf: remembered((atMs: number) => {
      const { year, month } = zone.wallAt(atMs);
      return `${year}-${pad(month)}`;
    }),
    monthAround: remembered((atMs: number) => ({
      fromMs: bucketStart(atMs, "month", zone),
      toMs: nextStart(atMs, "month", zone),
    })),
    dayAfter: remembered((atMs: number) => nextStart(atMs, "day", zone)),
    monthsAfter(atMs, months) {
      const wall = zone.wallAt(atMs);
      const first = new Date(Date.UTC(wall.year, wall.month - 1 + months, 1));
      const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return zone.instantOf({ ...wall, year, month, day: Math.min(wall.day, lastDay) });
    },
  };
}

/** As the zone's own `instantOf`; on a day of 24 hours, which no clock change falls on, counted from its start. */
function withDaysRemembered(zone: Zone): (wall: WallTime) => number {
  const startOf = remembered((utcDay: number) => {
    const date = new Date(utcDay * DAY_MS);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    return zone.instantOf({ year, month, day, hour: 0, minute: 0, second: 0 });
  });
  return (wall) => {
    const utcDay = Date.UTC(wall.year, wall.month - 1, wall.day) / DAY_MS;
    const startMs = startOf(utcDay);
    if (startOf(utcDay + 1) - startMs !== DAY_MS) return zone.instantOf(wall);
    return startMs + ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1_000;
  };
}

/** A wall clock costs microseconds to ask: the same question is asked once. */
function remembered<Question, Answer>(ask: (question: Question) => Answer) {
  const known = new Map<Question, Answer>();
  return (question: Question): Answer => {
    const earlier = known.get(question);
    if (earlier !== undefined) return earlier;
    const answer = ask(question);
    if (known.size >= REMEMBERED) known.clear();
    known.set(question, answer);
    return answer;
  };
}
