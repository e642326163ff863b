import { bucketStarts, nextStart, type TimeRange } from "../time-buckets.ts";
import { openZone } from "../time-zone.ts";

/** Instants as FOCUS writes them, UTC to the second; ends are exclusive. */
export interface ChargePeriod {
  readonly billingStart: string;
  readonly billingEnd: string;
  readonly start: string;
  readonly end: string;
}

const SECOND_MS = 1_000;

/** The calendar months of a zone that touch a range, whole ones: its billing periods, earliest first. */
export function billingMonths(range: TimeRange, timeZone: string): TimeRange[] {
  const zone = openZone(timeZone);
  const starts = bucketStarts(range, "month", timeZone);
  return starts.map((fromMs) => ({ fromMs, toMs: nextStart(fromMs, "month", zone) }));
}

/** The one of these months in which an instant lies. @throws RangeError when it lies in none. */
export function monthOf(months: readonly TimeRange[], atMs: number): TimeRange {
  const month = months.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  if (month === undefined) throw new RangeError(`no billing period holds ${atMs}`);
  return month;
}

/**
 * A charge belongs to the month in which its generation was created. It lasts to the end that is known, at least a second,
 * and never longer than its billing period.
 */
export function chargePeriod(
  createdAtMs: number,
  endMs: number | null,
  month: TimeRange,
): ChargePeriod {
  const startMs = Math.floor(createdAtMs / SECOND_MS) * SECOND_MS;
  const lastMs = Math.ceil((endMs ?? startMs) / SECOND_MS) * SECOND_MS;
  return {
    billingStart: focusInstant(month.fromMs),
    billingEnd: focusInstant(month.toMs),
    start: focusInstant(startMs),
    end: focusInstant(Math.min(Math.max(lastMs, startMs + SECOND_MS), month.toMs)),
  };
}

/** Source: FOCUS 1.2, attribute Date/Time Format. */
function focusInstant(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
