import { z } from "zod";
import { carriesRevenue, type AnyDimension } from "../../../domain/dimensions.ts";
import { additiveColumns, additiveRow, distinctColumns, measureRow } from "./measures.ts";
import { decimalText, type Query } from "./query.ts";
import { dimensionSql, openSource, revenueSource, tagParams, type Scope } from "./scope.ts";

export interface TimeseriesInput {
  readonly scope: Scope;
  /** Starts of the calendar buckets (`domain/time-buckets.ts`), ms; the first may lie before the range. */
  readonly startsMs: readonly number[];
  /** None, one or two. */
  readonly by: readonly AnyDimension[];
  /** With users and durations, which cost more to ask and can't be summed over cells. */
  readonly withAll?: boolean;
}

/** One cell: the index of its bucket, the dimensions' values, its figures. */
export const timeseriesRow = additiveRow.extend({
  slot: z.int(),
  values: z.array(z.string()),
  users: measureRow.shape.users.optional(),
  durations: measureRow.shape.durations.optional(),
});
export const revenuePointRow = z.object({
  slot: z.int(),
  values: z.array(z.string()),
  revenue: decimalText,
});

/** Figures per bucket and value; empty buckets are absent, the caller fills them. */
export function timeseriesQuery({
  scope,
  startsMs,
  by,
  withAll = false,
}: TimeseriesInput): Query<typeof timeseriesRow> {
  const source = openSource(scope, by, startsMs.slice(1));
  const columns = `${additiveColumns(source)}${withAll ? `, ${distinctColumns(source)}` : ""}`;
  return {
    name: "timeseries",
    sql: `SELECT ${bucketSql(source.timeSql)} AS slot, ${valuesSql(by)} AS values, ${columns}
${source.fromSql} GROUP BY slot, values ORDER BY slot, values`,
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
  if (source === null || !by.every(carriesRevenue)) return null;
  return {
    name: "revenue_timeseries",
    sql: `SELECT ${bucketSql("toUnixTimestamp(occurred_at)")} AS slot, ${valuesSql(by)} AS values,
  sumIf(toDecimal128(amount, 9), currency = {currency:String}) AS revenue
${source.fromSql} GROUP BY slot, values ORDER BY slot, values`,
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

/** The values of dimensions as a list of text. */
export function valuesSql(by: readonly AnyDimension[]): string {
  if (by.length === 0) return "emptyArrayString()";
  return `[${by.map((each, index) => `toString(${dimensionSql(each, `by_tag_${index}`)})`).join(", ")}]`;
}

/** Binds the names of tags for `valuesSql`. */
export function byParams(by: readonly AnyDimension[]): Record<string, string> {
  return Object.assign({}, ...by.map((each, index) => tagParams(each, `by_tag_${index}`)));
}
