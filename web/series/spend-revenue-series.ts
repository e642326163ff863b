import type { PointMeasures, TimeseriesAnswer } from "../../api/contract/analytics.ts";
import { addDecimals, ratio, toPixelValue } from "../format/money.ts";

/** Past this ratio of the larger to the smaller line, a shared linear axis would draw the smaller one as zero. */
export const SHARED_AXIS_UP_TO = 20;

export type ScaleChoice = "lin" | "log";
/** `shared`: both lines on one linear axis. `split`: one linear axis each, one above the other. */
export type Layout = "shared" | "split" | "log";

export interface SeriesPoint {
  readonly index: number;
  readonly start: string;
  readonly end: string;
  /** True while the bucket has not ended. */
  readonly open: boolean;
  readonly spend: string;
  /** Null where it cannot be known. */
  readonly revenue: string | null;
  readonly generations: number;
  readonly coverage: number | null;
  readonly previous: {
    readonly start: string;
    readonly spend: string;
    readonly revenue: string | null;
  } | null;
}

export interface SpendRevenueSeries {
  readonly points: readonly SeriesPoint[];
  readonly totals: { readonly spend: string; readonly revenue: string | null };
  readonly ratio: number | null;
}

/** Adds up the series of an answer, bucket by bucket, and marks the buckets that have not ended. */
export function spendRevenueSeries(answer: TimeseriesAnswer): SpendRevenueSeries {
  const asOf = Date.parse(answer.as_of);
  const points = answer.buckets.map((bucket, index) => {
    const now = sumAt(answer.series, index);
    const before = answer.previous;
    const then = before?.buckets[index];
    return {
      index,
      start: bucket.start,
      end: bucket.end,
      open: Date.parse(bucket.end) > asOf,
      ...now,
      coverage: ratio(now.revenue, now.spend),
      previous:
        before === null || then === undefined
          ? null
          : { start: then.start, ...sumAt(before.series, index) },
    };
  });
  const begun = points.filter((point) => Date.parse(point.start) <= asOf);
  return {
    points: begun.length === 0 ? points : begun,
    totals: {
      spend: addDecimals(points.map((point) => point.spend)),
      revenue: addKnown(points.map((point) => point.revenue)),
    },
    ratio: spread(points),
  };
}

/** How to draw the two lines: never on a shared linear axis when one is 20 times the other. */
export function chooseLayout(series: SpendRevenueSeries, choice: ScaleChoice | null): Layout {
  const isFar = series.ratio !== null && series.ratio >= SHARED_AXIS_UP_TO;
  if (choice === "log") return "log";
  if (choice === "lin") return isFar ? "split" : "shared";
  return isFar ? "log" : "shared";
}

/** Powers of ten around the positive amounts, for a log axis; null when there is none. */
export function logDomain(values: readonly number[]): readonly [number, number] | null {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return null;
  const low = 10 ** Math.floor(Math.log10(Math.min(...positive)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...positive)));
  return [low, low === high ? high * 10 : high];
}

/** The powers of ten of a domain, at most `most` of them, evenly thinned from the top. */
export function logTicks([low, high]: readonly [number, number], most = 5): readonly number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const step = Math.max(1, Math.ceil((last - first) / (most - 1)));
  const ticks: number[] = [];
  for (let power = last; power >= first; power -= step) ticks.unshift(10 ** power);
  return ticks;
}

/** A sum; unknown as soon as one part is. */
function addKnown(decimals: readonly (string | null)[]): string | null {
  const known = decimals.filter((decimal) => decimal !== null);
  return known.length < decimals.length ? null : addDecimals(known);
}

/** Largest to smallest of the two lines' peaks; null when one of them is all zero. */
function spread(points: readonly SeriesPoint[]): number | null {
  const peak = (values: readonly string[]) =>
    Math.max(0, ...values.map((value) => Math.abs(toPixelValue(value))));
  const peaks = [
    peak(points.map((point) => point.spend)),
    peak(points.map((point) => point.revenue ?? "0")),
  ];
  const low = Math.min(...peaks);
  return low === 0 ? null : Math.max(...peaks) / low;
}

function sumAt(
  series: readonly { readonly points: readonly PointMeasures[] }[],
  index: number,
): { spend: string; revenue: string | null; generations: number } {
  const at = series.map((line) => line.points[index]).filter((point) => point !== undefined);
  return {
    spend: addDecimals(at.map((point) => point.spend)),
    revenue: addKnown(at.map((point) => point.revenue)),
    generations: at.reduce((sum, point) => sum + point.generations, 0),
  };
}
