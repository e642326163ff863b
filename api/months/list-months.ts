import type { z } from "@hono/zod-openapi";
import { monthsBetween } from "../../domain/finance/month.ts";
import type { MonthRow, MonthsAnswer, monthsQuery } from "../contract/months.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { monthsOf } from "./months-of.ts";
import { showMonth } from "./show-month.ts";

const LIST = "months";

/** Every month from the first with figures to the one that runs, the latest first. */
export async function listMonths(
  ctx: CallContext,
  query: z.output<typeof monthsQuery>,
): Promise<MonthsAnswer> {
  const months = await monthsOf(ctx);
  const [before = null] = positionOf(ctx, LIST, query, 1) ?? [];
  const all = months.first === null ? [] : monthsBetween(months.first, months.current);
  const asked = all
    .toReversed()
    .filter((month) => before === null || month < before)
    .slice(0, query.limit + 1);
  const rows = new Map<string, MonthRow>();
  for (const month of asked.slice(0, query.limit)) {
    rows.set(month, await showMonth(ctx, month, months));
  }
  const page = toPage(ctx, LIST, asked, query, {
    show: (month) => rows.get(month),
    position: (month) => [month],
  });
  return {
    data: page.data.filter((row) => row !== undefined),
    next_cursor: page.next_cursor,
    timezone: months.timeZone,
    currency: ctx.deps.currency,
  };
}
