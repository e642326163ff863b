import { z } from "zod";
import { carriesRevenue, type AnyDimension } from "../../../domain/dimensions.ts";
import { additiveColumns, additiveRow } from "./measures.ts";
import { decimalText, type Query } from "./query.ts";
import { dimensionSql, openSource, revenueSource, tagParams, type Scope } from "./scope.ts";

export interface TimeseriesInput {
  readonly scope: Scope;
  /** Starts of the calendar buckets (`domain/time-buckets.ts`), ms; the first may lie before the range. */
  readonly startsMs: readonly number[];
  readonly by: AnyDimension | null;
}

/** One cell: the index of its bucket, the dimension's value ('' without one), its figures. */
export const timeseriesRow = additiveRow.extend({ slot: z.int(), value: z.string() });
export const revenuePointRow = z.object({
  slot: z.int(),
  value: z.string(),
  revenue: decimalText,
});

/** Figures per bucket and value; empty buckets are absent, the caller fills them. */
export function timeseriesQuery({
  scope,
  startsMs,
  by,
}: TimeseriesInput): Query<typeof timeseriesRow> {
  const source = openSource(scope, by === null ? [] : [by], startsMs.slice(1));
  return {
    name: "timeseries",
    sql: `SELECT ${bucketSql(source.timeSql)} AS slot, ${valueSql(by)} AS value, ${additiveColumns(source)}
${source.fromSql} GROUP BY slot, value ORDER BY slot, value`,
    params: { ...source.params, ...bucketParams(startsMs), ...byParams(by) },
    row: timeseriesRow,
  };
}

/** Revenue per bucket and value; null when revenue doesn't carry what is asked for. */
export function revenueSeriesQuery({
  scope,
  startsMs,
  by,
}: TimeseriesInput): Query<typeof revenuePointRow> | null {
  const source = revenueSource(scope);
  if (source === null || (by !== null && !carriesRevenue(by))) return null;
  return {
    name: "revenue_timeseries",
    sql: `SELECT ${bucketSql("toUnixTimestamp(occurred_at)")} AS slot, ${valueSql(by)} AS value,
  sumIf(toDecimal128(amount, 9), currency = {currency:String}) AS revenue
${source.fromSql} GROUP BY slot, value ORDER BY slot, value`,
    params: { ...source.params, ...bucketParams(startsMs), ...byParams(by) },
    row: revenuePointRow,
  };
}

/** The last start that is not after the row: the caller's own calendar, so that no zone is computed twice. */
export function bucketSql(timeSql: string): string {
  return `toInt32(indexOf({starts:Array(Int64)}, roundDown(toInt64(${timeSql}), {starts:Array(Int64)})) - 1)`;
}

/** Binds the starts for `bucketSql`. */
export function bucketParams(startsMs: readonly number[]): Record<string, unknown> {
  return { starts: startsMs.map((start) => Math.floor(start / 1000)) };
}

function valueSql(by: AnyDimension | null): string {
  return by === null ? "''" : `toString(${dimensionSql(by, "by_tag")})`;
}

function byParams(by: AnyDimension | null): Record<string, string> {
  return by === null ? {} : tagParams(by, "by_tag");
}
