import type { AdditiveRow, MeasureRow } from "../../db/clickhouse/queries/measures.ts";
import type { Filter, Scope } from "../../db/clickhouse/queries/scope.ts";
import {
  revenueSeriesQuery,
  timeseriesQuery,
  type TimeseriesInput,
} from "../../db/clickhouse/queries/timeseries.ts";
import { carriesRevenue, type AnyDimension } from "../../domain/dimensions.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { Bucket, PointMeasures, Series } from "../contract/analytics.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { NO_FIGURES, toPoint } from "./to-measures.ts";

/** A scope and the buckets that its range is cut into. */
export interface Calendar {
  readonly scope: Scope;
  readonly startsMs: readonly number[];
  readonly buckets: readonly Bucket[];
}

/** What the series are: of which dimensions, for which of their values, with which figures. */
export interface Split {
  /** None, one or two. */
  readonly by: readonly AnyDimension[];
  /** Those that have a series of their own, each as long as `by`. */
  readonly values: readonly (readonly string[])[];
  /** With users and durations. */
  readonly withAll: boolean;
}

/**
 * One series for each of the values and, when something is left, one for the rest: the total less the others, so that
 * the parts sum to the whole. Without a dimension the total is the only series.
 */
export async function askSeries(
  ctx: CallContext,
  calendar: Calendar,
  { by, values, withAll }: Split,
): Promise<Series[]> {
  const { scope, startsMs } = calendar;
  const whole = pointsOf(ctx, { scope, startsMs, by: [], withAll: withAll && by.length === 0 });
  const noRevenue = by.every(carriesRevenue) ? "0" : null;
  const empty = () => emptyPoints(startsMs.length, noRevenue, withAll);
  if (by.length === 0) {
    const points = (await whole).get(keyOf([])) ?? empty();
    return [{ value: null, values: [], rest: false, points }];
  }
  const filters = [...scope.filters, ...filtersFor(by, values)];
  const [total, parts] = await Promise.all([
    whole,
    values.length === 0
      ? null
      : pointsOf(ctx, { scope: { ...scope, filters }, startsMs, by, withAll }),
  ]);
  const series = values.map((each) => ({
    value: each[0] ?? "",
    values: [...each],
    rest: false,
    points: parts?.get(keyOf(each)) ?? empty(),
  }));
  const sum = total.get(keyOf([])) ?? empty();
  const rest = sum.map((point, index) =>
    series.reduce(
      (left, each) => less(left, each.points[index]),
      restOf(point, noRevenue !== null, withAll),
    ),
  );
  const left = rest.some((point) => point.generations > 0 || nonZero(point.revenue));
  return left ? [...series, { value: null, values: [], rest: true, points: rest }] : series;
}

/** Filters that let through what the values need; of pairs also the other combinations, which nobody reads. */
export function filtersFor(
  by: readonly AnyDimension[],
  values: readonly (readonly string[])[],
): Filter[] {
  return by.map((dimension, index) => ({
    dimension,
    values: [...new Set(values.map((each) => each[index] ?? ""))],
  }));
}

/** Points by value, every bucket filled. */
async function pointsOf(
  ctx: CallContext,
  input: TimeseriesInput,
): Promise<ReadonlyMap<string, PointMeasures[]>> {
  const earned = revenueSeriesQuery(input);
  const [rows, revenueRows] = await Promise.all([
    askStore(ctx.deps.ch, timeseriesQuery(input)),
    earned === null ? null : askStore(ctx.deps.ch, earned),
  ]);
  const figures = new Map(rows.map((row) => [cellOf(row.slot, keyOf(row.values)), row]));
  const revenue = new Map(
    revenueRows?.map((row) => [cellOf(row.slot, keyOf(row.values)), row.revenue]),
  );
  const keys = new Set([...rows, ...(revenueRows ?? [])].map((row) => keyOf(row.values)));
  return new Map(
    [...keys].map((key) => [
      key,
      input.startsMs.map((_start, slot) =>
        pointOf(
          figures.get(cellOf(slot, key)) ?? NO_FIGURES,
          revenueRows === null ? null : (revenue.get(cellOf(slot, key)) ?? "0"),
          input.withAll === true,
        ),
      ),
    ]),
  );
}

function pointOf(
  row: AdditiveRow & {
    readonly users?: MeasureRow["users"] | undefined;
    readonly durations?: MeasureRow["durations"] | undefined;
  },
  revenue: string | null,
  withAll: boolean,
): PointMeasures {
  const point = toPoint(row, revenue);
  if (!withAll) return point;
  const [p50 = null, p95 = null] = row.durations ?? [];
  return { ...point, users: row.users ?? 0, p50_ms: p50, p95_ms: p95 };
}

const ZERO = "0.000000000";

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}

function cellOf(slot: number, key: string): string {
  return `${slot} ${key}`;
}

function emptyPoints(count: number, revenue: string | null, withAll: boolean): PointMeasures[] {
  return Array.from({ length: count }, () => pointOf(NO_FIGURES, revenue, withAll));
}

/** The total as the beginning of the rest: people and durations of the others can't be taken out of it. */
function restOf(point: PointMeasures, hasRevenue: boolean, withAll: boolean): PointMeasures {
  return {
    ...point,
    ...(hasRevenue ? {} : { revenue: null, margin: null }),
    ...(withAll ? { users: null, p50_ms: null, p95_ms: null } : {}),
  };
}

function nonZero(amount: string | null): boolean {
  return amount !== null && parseNano(amount) !== 0n;
}

function less(from: PointMeasures, part: PointMeasures | undefined): PointMeasures {
  if (part === undefined) return from;
  const amount = (a: string, b: string) => formatNano(parseNano(a) - parseNano(b));
  const known = (a: string | null, b: string | null) =>
    a === null || b === null ? null : amount(a, b);
  return {
    ...from,
    spend: amount(from.spend, part.spend),
    revenue: known(from.revenue, part.revenue),
    margin: known(from.margin, part.margin),
    generations: from.generations - part.generations,
    succeeded: from.succeeded - part.succeeded,
    delivered: from.delivered - part.delivered,
    failed: from.failed - part.failed,
    waste: amount(from.waste, part.waste),
    video_seconds: amount(from.video_seconds, part.video_seconds),
    gpu_seconds: known(from.gpu_seconds, part.gpu_seconds ?? ZERO),
    unpriced: from.unpriced - part.unpriced,
    priced: from.priced - part.priced,
    priced_seconds: amount(from.priced_seconds, part.priced_seconds),
    in_flight: from.in_flight - part.in_flight,
    held: amount(from.held, part.held),
  };
}
