import type { AdditiveRow } from "../../db/clickhouse/queries/measures.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
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

/**
 * One series for each of the values and, when something is left, one for the rest: the total less the others, so that
 * the parts sum to the whole. Without a dimension the total is the only series.
 */
export async function askSeries(
  ctx: CallContext,
  calendar: Calendar,
  by: AnyDimension | null,
  values: readonly string[],
): Promise<Series[]> {
  const { scope, startsMs } = calendar;
  const whole = pointsOf(ctx, { scope, startsMs, by: null });
  if (by === null) {
    const points = (await whole).get("") ?? emptyPoints(startsMs.length, "0");
    return [{ value: null, rest: false, points }];
  }
  const filters = [...scope.filters, { dimension: by, values }];
  const [total, parts] = await Promise.all([
    whole,
    values.length === 0 ? null : pointsOf(ctx, { scope: { ...scope, filters }, startsMs, by }),
  ]);
  const noRevenue = carriesRevenue(by) ? "0" : null;
  const series = values.map((value) => ({
    value,
    rest: false,
    points: parts?.get(value) ?? emptyPoints(startsMs.length, noRevenue),
  }));
  const sum = total.get("") ?? emptyPoints(startsMs.length, noRevenue);
  const rest = sum.map((point, index) =>
    series.reduce((left, each) => less(left, each.points[index]), withRevenue(point, by)),
  );
  const left = rest.some((point) => point.generations > 0 || nonZero(point.revenue));
  return left ? [...series, { value: null, rest: true, points: rest }] : series;
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
  const figures = new Map<string, AdditiveRow>(rows.map((row) => [keyOf(row), row]));
  const revenue = new Map(revenueRows?.map((row) => [keyOf(row), row.revenue]));
  const values = new Set([...rows, ...(revenueRows ?? [])].map((row) => row.value));
  return new Map(
    [...values].map((value) => [
      value,
      input.startsMs.map((_start, slot) =>
        toPoint(
          figures.get(keyOf({ slot, value })) ?? NO_FIGURES,
          revenueRows === null ? null : (revenue.get(keyOf({ slot, value })) ?? "0"),
        ),
      ),
    ]),
  );
}

const ZERO = "0.000000000";

function keyOf(cell: { readonly slot: number; readonly value: string }): string {
  return `${cell.slot} ${cell.value}`;
}

function emptyPoints(count: number, revenue: string | null): PointMeasures[] {
  return Array.from({ length: count }, () => toPoint(NO_FIGURES, revenue));
}

function withRevenue(point: PointMeasures, by: AnyDimension): PointMeasures {
  return carriesRevenue(by) ? point : { ...point, revenue: null, margin: null };
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
    spend: amount(from.spend, part.spend),
    revenue: known(from.revenue, part.revenue),
    margin: known(from.margin, part.margin),
    generations: from.generations - part.generations,
    succeeded: from.succeeded - part.succeeded,
    failed: from.failed - part.failed,
    waste: amount(from.waste, part.waste),
    video_seconds: amount(from.video_seconds, part.video_seconds),
    gpu_seconds: known(from.gpu_seconds, part.gpu_seconds ?? ZERO),
    unpriced: from.unpriced - part.unpriced,
    in_flight: from.in_flight - part.in_flight,
    held: amount(from.held, part.held),
  };
}
