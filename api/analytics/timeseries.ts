import type { z } from "@hono/zod-openapi";
import { breakdownQuery } from "../../db/clickhouse/queries/breakdown.ts";
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
import { contextOf, isoPeriod, openQuestion, type Question } from "./open-question.ts";
import { readDimensions } from "./read-filters.ts";
import { askSeries, type Calendar } from "./series.ts";

/** Figures over time, in the zone's own hours, days, weeks or months; the largest values of a dimension apart. */
export async function timeseries(
  ctx: CallContext,
  query: z.output<typeof timeseriesQuery>,
): Promise<TimeseriesAnswer> {
  const by = query.by === undefined ? null : (readDimensions(query.by, 1)[0] ?? null);
  const question = await openQuestion(ctx, query, query.compare);
  const { scope, compared } = question;
  const interval = query.interval ?? suitingInterval(scope);
  const calendar = calendarOf(question, scope, interval);
  const before = compared === null ? null : calendarOf(question, compared, interval);
  const top = by === null ? [] : await largestValues(ctx, scope, by, query.limit);
  const [context, series, previous] = await Promise.all([
    contextOf(ctx, question),
    askSeries(ctx, calendar, by, top),
    before === null ? null : askSeries(ctx, before, by, top),
  ]);
  return {
    ...context,
    interval,
    by,
    ...shown(calendar, series),
    previous:
      before === null || previous === null
        ? null
        : { ...isoPeriod(before.scope.range), ...shown(before, previous) },
  };
}

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

/** The values that have a series of their own, by spend. */
async function largestValues(
  ctx: CallContext,
  scope: Scope,
  by: AnyDimension,
  limit: number,
): Promise<readonly string[]> {
  const query = breakdownQuery({
    scope,
    by: [by],
    order: "spend",
    direction: "desc",
    limit,
    offset: 0,
  });
  return (await askStore(ctx.deps.ch, query)).map((row) => row.values[0] ?? "");
}

function shown(calendar: Calendar, series: readonly Series[]) {
  return { buckets: [...calendar.buckets], series: [...series] };
}
