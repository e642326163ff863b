import type { z } from "@hono/zod-openapi";
import { rankedValuesQuery } from "../../db/clickhouse/queries/breakdown.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import type { AnyDimension } from "../../domain/dimensions.ts";
import {
  bucketStarts,
  nextStart,
  TooManyBucketsError,
  type Interval,
} from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import type { timeseriesQuery } from "../contract/analytics-query.ts";
import type { Bucket, Series, TimeseriesAnswer } from "../contract/analytics.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { orderOf } from "./breakdown.ts";
import { contextOf, isoPeriod, openQuestion, type Question } from "./open-question.ts";
import { readDimensions } from "./read-filters.ts";
import type { PeriodQuery } from "./read-period.ts";
import { askSeries, type Calendar } from "./series.ts";

type Asked = z.output<typeof timeseriesQuery>;

/** The question with its filters, which are read by their names. */
export type TimeseriesQuestion = PeriodQuery &
  Pick<Asked, "compare" | "interval" | "by" | "order" | "figures" | "limit"> &
  Readonly<Record<string, unknown>>;

/** Figures over time, in the zone's own hours, days, weeks or months; the largest values of a dimension apart. */
export async function timeseries(
  ctx: CallContext,
  query: TimeseriesQuestion,
): Promise<TimeseriesAnswer> {
  const by = query.by === undefined ? [] : readDimensions(query.by, MAX_DIMENSIONS);
  const question = await openQuestion(ctx, query, query.compare);
  const { scope, compared } = question;
  const interval = query.interval ?? suitingInterval(scope);
  const calendar = calendarOf(question, scope, interval);
  const before = compared === null ? null : calendarOf(question, compared, interval);
  const { values, inAll } =
    by.length === 0 ? { values: [], inAll: null } : await largestValues(ctx, scope, by, query);
  const split = { by, values, withAll: query.figures === "all" };
  const [context, series, previous] = await Promise.all([
    contextOf(ctx, question),
    askSeries(ctx, calendar, split),
    before === null ? null : askSeries(ctx, before, split),
  ]);
  return {
    ...context,
    interval,
    by: by[0] ?? null,
    dimensions: by,
    values_in_all: inAll,
    ...shown(calendar, series),
    previous:
      before === null || previous === null
        ? null
        : { ...isoPeriod(before.scope.range), ...shown(before, previous) },
  };
}

const MAX_DIMENSIONS = 2;
const DAY_MS = 86_400_000;
const HOURS_UP_TO_MS = 3 * DAY_MS;
const DAYS_UP_TO_MS = 120 * DAY_MS;
const WEEKS_UP_TO_MS = 2 * 366 * DAY_MS;

function suitingInterval({ range }: Scope): Interval {
  const spanMs = range.toMs - range.fromMs;
  if (spanMs <= HOURS_UP_TO_MS) return "hour";
  if (spanMs <= DAYS_UP_TO_MS) return "day";
  return spanMs <= WEEKS_UP_TO_MS ? "week" : "month";
}

function calendarOf(question: Question, scope: Scope, interval: Interval): Calendar {
  const zone = openZone(question.timeZone);
  const startsMs = startsOf(scope, interval, question);
  const buckets: Bucket[] = startsMs.map((startMs, index) => {
    const endMs = startsMs[index + 1] ?? nextStart(startMs, interval, zone);
    const { fromMs, toMs } = scope.range;
    return {
      start: new Date(startMs).toISOString(),
      end: new Date(endMs).toISOString(),
      partial: startMs < fromMs || endMs > toMs || endMs > question.asOfMs,
    };
  });
  return { scope, startsMs, buckets };
}

function startsOf(
  scope: Scope,
  interval: Interval,
  { timeZone, weekStart }: Question,
): readonly number[] {
  try {
    return bucketStarts(scope.range, interval, timeZone, weekStart);
  } catch (error) {
    if (error instanceof TooManyBucketsError) {
      throw invalidField("interval", "is too short for this range: choose a longer one");
    }
    throw error;
  }
}

/** The values that have a series of their own, in the order asked for, and how many there are. */
async function largestValues(
  ctx: CallContext,
  scope: Scope,
  by: readonly AnyDimension[],
  query: { readonly order: string; readonly limit: number },
): Promise<{ values: readonly (readonly string[])[]; inAll: number }> {
  const rows = await askStore(
    ctx.deps.ch,
    rankedValuesQuery({ scope, by, ...orderOf(query.order), limit: query.limit, offset: 0 }),
  );
  return { values: rows.map((row) => row.values), inAll: rows[0]?.rows_in_all ?? 0 };
}

function shown(calendar: Calendar, series: readonly Series[]) {
  return { buckets: [...calendar.buckets], series: [...series] };
}
