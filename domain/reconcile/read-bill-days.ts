import { parseDay, type Day, type DaySpan } from "../finance/calendar-day.ts";

/** In which order a file writes the parts of a date that does not begin with the year. */
export const DATE_ORDERS = ["ymd", "mdy", "dmy"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const YEARS = { first: 1970, last: 2099 } as const;

const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;
const ISO_MONTH = /^(\d{4})-(\d{2})$/;
const PARTED_DAY = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$/;

/**
 * Reads `2026-03-05` as that day and `2026-03` as that month; also `20260305`, a date with a time, whose day it is, and
 * `03/05/2026` in the order that is given. Null for anything else and for days that do not exist.
 */
export function readBillDays(text: string, order: DateOrder): DaySpan | null {
  const month = ISO_MONTH.exec(text);
  if (month !== null) return monthOf(Number(month[1]), Number(month[2]));
  const day = readDay(text, order);
  return day === null ? null : { first: day, end: day + 1 };
}

function readDay(text: string, order: DateOrder): Day | null {
  const iso = ISO_DAY.exec(text) ?? COMPACT_DAY.exec(text);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const parted = PARTED_DAY.exec(text);
  if (parted === null) return null;
  const [, first, second, third] = parted;
  if (order === "ymd") return dayOf(first, second, third);
  return order === "mdy" ? dayOf(third, first, second) : dayOf(third, second, first);
}

function dayOf(year = "", month = "", date = ""): Day | null {
  if (!isYear(Number(year))) return null;
  return parseDay(`${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
}

function monthOf(year: number, month: number): DaySpan | null {
  if (!isYear(year) || month < 1 || month > 12) return null;
  const first = dayOf(String(year), String(month), "1");
  const end =
    month === 12 ? dayOf(String(year + 1), "1", "1") : dayOf(String(year), String(month + 1), "1");
  return first === null || end === null ? null : { first, end };
}

function isYear(year: number): boolean {
  return year >= YEARS.first && year <= YEARS.last;
}
