import { isTimeZone, openZone } from "../../domain/time-zone.ts";
import { invalidField } from "./api-error.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads `2026-01-31` as the start of that day in a zone, or an instant with its offset; ms since the epoch.
 * @throws ApiError naming the field for anything else, days that do not exist included.
 */
export function readDateOrInstant(text: string, field: string, timeZone: string): number {
  const date = DATE.exec(text);
  if (date !== null) {
    const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
    if (!isCalendarDay(year, month, day)) throw notADate(field);
    return openZone(timeZone).instantOf({ year, month, day, hour: 0, minute: 0, second: 0 });
  }
  const atMs = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  if (Number.isNaN(atMs) || !isCalendarDay(year, month, day)) throw notADate(field);
  return atMs;
}

/** Reads an IANA zone's name. @throws ApiError naming the field. */
export function readTimeZone(text: string, field: string): string {
  if (!isTimeZone(text)) {
    throw invalidField(field, 'is no IANA time zone: write a name such as "Europe/Paris"');
  }
  return text;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970;
}

function notADate(field: string) {
  return invalidField(
    field,
    'must be a date ("2026-01-31") or an instant with an offset ("2026-01-31T09:00:00Z")',
  );
}
