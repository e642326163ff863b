import { spendBeginsQuery } from "../../db/clickhouse/queries/closed-spend.ts";
import { generationsRemovedBefore } from "../../db/postgres/management/month-closings.ts";
import type { Calendar, Day, DaySpan } from "../../domain/finance/calendar-day.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";

/** The first day of a workspace's spend, in the store or in these closings; null without any. */
export async function firstSpendDay(
  ctx: CallContext,
  closings: readonly string[],
  calendar: Calendar,
): Promise<Day | null> {
  const [begins] = await askStore(ctx.deps.ch, spendBeginsQuery(ctx.workspaceId, closings));
  const days = [
    begins?.live_ms == null ? null : calendar.dayOf(begins.live_ms),
    begins?.booked_day ?? null,
  ].filter((day) => day !== null);
  return days.length === 0 ? null : Math.min(...days);
}

/**
 * The first day whose generations are all still there. Of the days before, what is booked stands: that rows were
 * removed by age is no correction.
 */
export async function firstWholeDay(ctx: CallContext, calendar: Calendar): Promise<Day | null> {
  const beforeMs = await generationsRemovedBefore(ctx.deps.pg.drizzle, ctx.workspaceId);
  return beforeMs === null ? null : calendar.dayOf(beforeMs - 1) + 1;
}

/** The days before `end` that can be compared with the store; null for none. */
export async function comparableDays(
  ctx: CallContext,
  closings: readonly string[],
  end: Day,
  calendar: Calendar,
): Promise<DaySpan | null> {
  const begins = await firstSpendDay(ctx, closings, calendar);
  if (begins === null) return null;
  const first = Math.max(begins, (await firstWholeDay(ctx, calendar)) ?? begins);
  return first < end ? { first, end } : null;
}
