import { z } from "@hono/zod-openapi";
import { INTERVALS } from "../../domain/time-buckets.ts";
import { dimension } from "./dimensions.ts";
import { answerContext, measures, period } from "./measures.ts";
import { count, instant, month } from "./scalars.ts";

export const interval = z.enum(INTERVALS);

export const COMPARISONS = ["none", "previous", "weekday", "year"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const summaryAnswer = z
  .object({
    ...answerContext,
    totals: measures,
    /**
     * Closed months of which the period holds a part. The figures here are as known now; as they were closed, and what was
     * corrected since, stands in GET /api/v1/months and in the margin report.
     */
    closed_months: z.array(month),
    /** Null with `compare=none`. Carries its own dates. */
    previous: period.extend({ totals: measures }).nullable(),
  })
  .openapi("SummaryAnswer");
export type SummaryAnswer = z.infer<typeof summaryAnswer>;

/** One bucket. `partial`: it reaches past `as_of` or the range's edges, so it is not comparable yet. */
export const bucket = z.object({ start: instant, end: instant, partial: z.boolean() });
export type Bucket = z.infer<typeof bucket>;

/** Measures that may be summed over points; what may not comes with `figures=all` alone. */
export const pointMeasures = measures
  .pick({
    spend: true,
    revenue: true,
    margin: true,
    generations: true,
    succeeded: true,
    delivered: true,
    failed: true,
    waste: true,
    video_seconds: true,
    gpu_seconds: true,
    unpriced: true,
    priced: true,
    priced_seconds: true,
    in_flight: true,
    held: true,
  })
  .extend({
    /** Present with `figures=all`; null for the rest, since these can't be told from a sum. */
    users: count.nullable().optional(),
    p50_ms: z.number().min(0).nullable().optional(),
    p95_ms: z.number().min(0).nullable().optional(),
  })
  .openapi("PointMeasures");
export type PointMeasures = z.infer<typeof pointMeasures>;

/** `points[i]` belongs to `buckets[i]`; empty buckets are zeros. */
export const series = z
  .object({
    /** The (first) dimension's value; null for the only series when nothing splits it. */
    value: z.string().nullable(),
    /** The values of the dimensions asked for, in their order; empty for the rest and without a dimension. */
    values: z.array(z.string()),
    /** True for the sum of all values that have no series of their own. */
    rest: z.boolean(),
    points: z.array(pointMeasures),
  })
  .openapi("Series");
export type Series = z.infer<typeof series>;

export const timeseriesAnswer = z
  .object({
    ...answerContext,
    interval,
    /** The first of `dimensions`. */
    by: dimension.nullable(),
    /** None, one or two. */
    dimensions: z.array(dimension),
    /** How many values (or pairs) there are, with a series of their own or not; null without a dimension. */
    values_in_all: count.nullable(),
    buckets: z.array(bucket),
    series: z.array(series),
    previous: period.extend({ buckets: z.array(bucket), series: z.array(series) }).nullable(),
  })
  .openapi("TimeseriesAnswer");
export type TimeseriesAnswer = z.infer<typeof timeseriesAnswer>;

export const breakdownRow = measures
  .extend({
    /** Dimension → value, in the order asked for: `{ "feature": "remix" }`. */
    values: z.record(z.string(), z.string()),
    /** The same values in the period compared with; null with `compare=none`. */
    previous: measures.nullable(),
  })
  .openapi("BreakdownRow");
export type BreakdownRow = z.infer<typeof breakdownRow>;

export const breakdownAnswer = z
  .object({
    ...answerContext,
    by: z.array(dimension),
    /** How many values (or pairs) there are in all. */
    values_in_all: count,
    previous: period.nullable(),
    data: z.array(breakdownRow),
    next_cursor: z.string().nullable(),
  })
  .openapi("BreakdownAnswer");
export type BreakdownAnswer = z.infer<typeof breakdownAnswer>;

/** One hour of a weekday, over the whole period. */
export const rhythmCell = pointMeasures
  .extend({
    /** 1 is Monday. */
    weekday: z.int().min(1).max(7),
    hour: z.int().min(0).max(23),
  })
  .openapi("RhythmCell");

/** Hours without anything are absent. */
export const rhythmAnswer = z
  .object({ ...answerContext, cells: z.array(rhythmCell) })
  .openapi("RhythmAnswer");
export type RhythmAnswer = z.infer<typeof rhythmAnswer>;

/** Clips whose downloads pass elsewhere: whether anyone fetched them is not known, so they are no waste and no proof of use. */
export const downloadsAnswer = z
  .object({
    from: instant,
    to: instant,
    /** Counted as users are: exact while they are few, within a per cent beyond. */
    unknown: count,
  })
  .openapi("DownloadsAnswer");
export type DownloadsAnswer = z.infer<typeof downloadsAnswer>;
