import type { Day } from "../../../domain/finance/calendar-day.ts";
import type { Rollup } from "../tables.ts";
import { coarsestRollup } from "./scope.ts";

/** Days of a zone and where each begins, ms, in their order and without a gap; by the caller's calendar. */
export interface DayStarts {
  readonly days: readonly Day[];
  readonly startsMs: readonly number[];
  /** Where the last one ends, ms. */
  readonly endMs: number;
}

/** Bound parameters travel in the address: a longer stretch is asked for in parts. */
export const MAX_DAY_STARTS = 1_000;

/** The rollup whose buckets none of these days cuts. */
export function rollupOfDays({ startsMs, endMs }: DayStarts): Rollup {
  return coarsestRollup([...startsMs, endMs]) ?? "spend_by_quarter_v1";
}

/** SQL for the day in which a bucket lies, a Date. */
export const DAY_OF_BUCKET = `toDate(arrayElement({days:Array(UInt16)},
  indexOf({starts:Array(Int64)}, roundDown(toInt64(toUnixTimestamp(bucket)), {starts:Array(Int64)}))))`;

/** SQL condition on a bucket: it lies on one of the days. */
export const BUCKET_ON_DAYS = `bucket >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')
  AND bucket < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')`;

/** What both need bound. */
export function dayStartParams({ days, startsMs, endMs }: DayStarts): Record<string, unknown> {
  return {
    days,
    starts: startsMs.map((start) => Math.floor(start / 1000)),
    from_ms: startsMs[0] ?? endMs,
    to_ms: endMs,
  };
}
