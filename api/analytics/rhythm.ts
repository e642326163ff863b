import type { z } from "@hono/zod-openapi";
import {
  revenueRhythmQuery,
  rhythmQuery as rhythmSql,
} from "../../db/clickhouse/queries/rhythm.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import type { rhythmQuery } from "../contract/analytics-query.ts";
import type { RhythmAnswer } from "../contract/analytics.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, openQuestion } from "./open-question.ts";
import { NO_FIGURES, toPoint } from "./to-measures.ts";

/** When in the week it happens: figures by weekday and hour of the day, in the zone's own hours. */
export async function rhythm(
  ctx: CallContext,
  query: z.output<typeof rhythmQuery>,
): Promise<RhythmAnswer> {
  const question = await openQuestion(ctx, query, "none");
  const { scope, timeZone } = question;
  const input = { scope, timeZone, dayStartsMs: bucketStarts(scope.range, "day", timeZone) };
  const earned = revenueRhythmQuery(input);
  const [context, rows, revenueRows] = await Promise.all([
    contextOf(ctx, question),
    askStore(ctx.deps.ch, rhythmSql(input)),
    earned === null ? null : askStore(ctx.deps.ch, earned),
  ]);
  const figures = new Map(rows.map((row) => [placeOf(row), row]));
  const revenue = new Map(revenueRows?.map((row) => [placeOf(row), row]));
  const places = new Map([...(revenueRows ?? []), ...rows].map((row) => [placeOf(row), row]));
  const cells = [...places].map(([place, { weekday, hour }]) => ({
    weekday,
    hour,
    ...toPoint(
      figures.get(place) ?? NO_FIGURES,
      revenueRows === null ? null : (revenue.get(place)?.revenue ?? "0"),
    ),
  }));
  return { ...context, cells: cells.toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour) };
}

function placeOf(cell: { readonly weekday: number; readonly hour: number }): number {
  return cell.weekday * 24 + cell.hour;
}
