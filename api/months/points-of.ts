import { openClipsQuery } from "../../db/clickhouse/queries/closed-spend.ts";
import { daysOfMonth, type Month } from "../../domain/finance/month.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { MarginAnswer } from "../contract/margin.ts";
import type { OpenPoints } from "../contract/months.ts";
import type { CallContext } from "../http/call-context.ts";
import { firstWholeDay } from "../margin/closed-span.ts";
import { rangeOfMonth } from "./month-report.ts";
import type { MonthsOf } from "./months-of.ts";

/** What speaks against closing a month, by its report and its clips. */
export async function pointsOf(
  ctx: CallContext,
  month: Month,
  { timeZone, calendar }: MonthsOf,
  report: MarginAnswer,
): Promise<OpenPoints> {
  const range = rangeOfMonth(month, timeZone);
  const [clips] = await askStore(ctx.deps.ch, openClipsQuery(ctx.workspaceId, range));
  const { first, end } = daysOfMonth(month);
  const whole = (await firstWholeDay(ctx, calendar)) ?? first;
  return {
    in_flight: clips?.in_flight ?? 0,
    lost: clips?.lost ?? 0,
    unpriced: clips?.unpriced ?? 0,
    removed_days: Math.max(0, Math.min(whole, end) - first),
    left_out: report.left_out,
  };
}

/** The points in words, those that are none left out: "2 clips still run". */
export function pointTexts(points: OpenPoints): string[] {
  const counted = [
    [points.in_flight, "clips still run"],
    [points.lost, "clips are lost to their upstream"],
    [points.unpriced, "clips have no known cost"],
    [points.removed_days, "days have lost their generations by age"],
  ] as const;
  return [
    ...counted.flatMap(([count, text]) => (count === 0 ? [] : [`${count} ${text}`])),
    ...points.left_out.map(({ currency }) => `no rate converts ${currency}`),
  ];
}
