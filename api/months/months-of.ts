import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { revenueBegins } from "../../db/postgres/management/recognisable-revenue.ts";
import { openCalendar, type Calendar } from "../../domain/finance/calendar-day.ts";
import { addMonths, monthOf, type Month } from "../../domain/finance/month.ts";
import type { CallContext } from "../http/call-context.ts";
import { firstSpendDay } from "../margin/closed-span.ts";
import { openBooks, type WorkspaceBooks } from "../margin/open-books.ts";

/** The months of a workspace. */
export interface MonthsOf {
  readonly books: WorkspaceBooks;
  readonly timeZone: string;
  readonly calendar: Calendar;
  /** The first month that has figures or is closed; null without any. */
  readonly first: Month | null;
  /** The one that runs. */
  readonly current: Month;
  /** The month that is to be closed next; null when there is none that has ended. */
  readonly closable: Month | null;
}

/** Finds out which months the caller's workspace has. */
export async function monthsOf(ctx: CallContext): Promise<MonthsOf> {
  const { drizzle } = ctx.deps.pg;
  const books = await openBooks(ctx);
  const timeZone = books.timeZone ?? (await freshnessOf(drizzle, ctx.workspaceId)).timeZone;
  const calendar = openCalendar(timeZone);
  const current = monthOf(calendar.dayOf(ctx.nowMs));
  const [firstClosed, lastClosed] = [books.closings[0]?.month, books.closings.at(-1)?.month];
  const first = firstClosed ?? (await firstMonth(ctx, calendar));
  const next = lastClosed === undefined ? first : addMonths(lastClosed, 1);
  return {
    books,
    timeZone,
    calendar,
    first,
    current,
    closable: next !== null && next < current ? next : null,
  };
}

async function firstMonth(ctx: CallContext, calendar: Calendar): Promise<Month | null> {
  const spend = await firstSpendDay(ctx, [], calendar);
  const revenue = await revenueBegins(ctx.deps.pg.drizzle, ctx.workspaceId);
  const days = [spend, revenue === null ? null : calendar.dayOf(revenue.getTime())].filter(
    (day) => day !== null,
  );
  return days.length === 0 ? null : monthOf(Math.min(...days));
}
