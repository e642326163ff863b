import type { PointMeasures, Series, TimeseriesAnswer } from "../../api/contract/analytics.ts";
import { addDecimals } from "../format/money.ts";
import { MEASURE_KINDS, measureValue, type Measure, type Value } from "./measure.ts";

/** One value of a dimension (or pair of values) over time. */
export interface ExploreLine {
  /** Names the line in both periods. */
  readonly key: string;
  readonly values: readonly string[];
  /** The sum of all that has no line of its own. */
  readonly isRest: boolean;
  /** One for each bucket; null is a gap. */
  readonly points: readonly Value[];
  /** The same buckets of the period compared with; null without a comparison or without this line in it. */
  readonly previous: readonly Value[] | null;
  /** Over the whole period; null where it may not be summed or is not known. */
  readonly total: Value;
}

export interface ExploreBucket {
  readonly index: number;
  readonly start: string;
  readonly end: string;
  /** True while it has not ended. */
  readonly open: boolean;
  /** The bucket it is compared with. */
  readonly previous: { readonly start: string; readonly end: string } | null;
}

export interface ExploreSeries {
  readonly buckets: readonly ExploreBucket[];
  readonly lines: readonly ExploreLine[];
  /** All lines together in each bucket; null where they may not be summed. */
  readonly totals: readonly Value[];
  readonly previousTotals: readonly Value[] | null;
}

/**
 * An answer as lines of one measure, up to the bucket that is running. The rest has a line only where it can be told
 * from a sum; with `cumulative` each point holds all before it.
 */
export function exploreSeries(
  answer: TimeseriesAnswer,
  measure: Measure,
  cumulative: boolean,
): ExploreSeries {
  const asOf = Date.parse(answer.as_of);
  const before = answer.previous;
  const all = answer.buckets.map((bucket, index): ExploreBucket => {
    const then = before?.buckets[index];
    return {
      index,
      start: bucket.start,
      end: bucket.end,
      open: Date.parse(bucket.end) > asOf,
      previous: then === undefined ? null : { start: then.start, end: then.end },
    };
  });
  const begun = all.filter((bucket) => Date.parse(bucket.start) <= asOf);
  const buckets = begun.length === 0 ? all : begun;
  const { additive, distinct } = MEASURE_KINDS[measure];
  const runs = cumulative && additive;
  const valuesOf = (points: readonly PointMeasures[]): readonly Value[] => {
    const values = buckets.map(({ index }) => {
      const point = points[index];
      return point === undefined ? null : measureValue(measure, point);
    });
    return runs ? runningSums(values) : values;
  };
  const then = new Map(before?.series.map((line) => [keyOf(line), line.points]));
  const lines = answer.series
    .filter((line) => !(line.rest && distinct))
    .map((line): ExploreLine => {
      const earlier = then.get(keyOf(line));
      return {
        key: keyOf(line),
        values: line.values,
        isRest: line.rest,
        points: valuesOf(line.points),
        previous: earlier === undefined ? null : valuesOf(earlier),
        total: additive ? sumOf(line.points.map((point) => measureValue(measure, point))) : null,
      };
    });
  const together = (series: readonly Series[]): readonly Value[] => {
    const values = buckets.map(({ index }) => {
      const at = series.flatMap((line) => line.points[index] ?? []);
      return additive ? sumOf(at.map((point) => measureValue(measure, point))) : null;
    });
    return runs ? runningSums(values) : values;
  };
  return {
    buckets,
    lines,
    totals: together(answer.series),
    previousTotals: before === null ? null : together(before.series),
  };
}

/** A sum; unknown as soon as one part is. */
export function sumOf(values: readonly Value[]): Value {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : addDecimals(known);
}

/** From the first unknown on, what came together is unknown too. */
function runningSums(values: readonly Value[]): readonly Value[] {
  let sum: Value = "0";
  return values.map((value) => {
    sum = sumOf([sum, value]);
    return sum;
  });
}

function keyOf(line: Pick<Series, "values" | "rest">): string {
  return line.rest ? "rest" : JSON.stringify(line.values);
}
