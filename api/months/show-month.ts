import { arrivingBefore } from "../../db/postgres/management/arriving-facts.ts";
import { findReport } from "../../db/postgres/management/kept-reports.ts";
import type { Month } from "../../domain/finance/month.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import { marginAnswer, type MarginAnswer } from "../contract/margin.ts";
import { openPoints, type MonthRow } from "../contract/months.ts";
import type { CallContext } from "../http/call-context.ts";
import { monthReport, rangeOfMonth } from "./month-report.ts";
import type { MonthsOf } from "./months-of.ts";
import { pointsOf } from "./points-of.ts";

/** A month as it is shown: a closed one by the report that was kept, the others as they stand. */
export async function showMonth(
  ctx: CallContext,
  month: Month,
  months: MonthsOf,
): Promise<MonthRow> {
  const closing = months.books.records.find((record) => record.month === month);
  const range = rangeOfMonth(month, months.timeZone);
  const shared = { month, ...isoPeriod(range) };
  if (closing !== undefined) {
    const report =
      (await keptAnswer(ctx, closing.reportId)) ?? (await monthReport(ctx, month, months.timeZone));
    return {
      ...shared,
      state: "closed",
      next: closing === months.books.records.at(-1) ? "reopen" : null,
      ...figuresOf(report),
      open_points: openPoints.parse(closing.openPoints),
      arriving: { facts: 0, days: 0, rerates: 0 },
      closed_at: closing.closedAt.toISOString(),
      closed_by: closing.closedBy,
      report_id: closing.reportId,
    };
  }
  const report = await monthReport(ctx, month, months.timeZone);
  return {
    ...shared,
    state: month === months.current ? "running" : "open",
    next: month === months.closable ? "close" : null,
    ...figuresOf(report),
    open_points: await pointsOf(ctx, month, months, report),
    arriving: { ...(await arrivingBefore(ctx.deps.pg.drizzle, ctx.workspaceId, range.toMs)) },
    closed_at: null,
    closed_by: null,
    report_id: null,
  };
}

async function keptAnswer(ctx: CallContext, id: string | null): Promise<MarginAnswer | null> {
  const kept = id === null ? null : await findReport(ctx.deps.pg.drizzle, ctx.workspaceId, id);
  return kept === null ? null : marginAnswer.parse(JSON.parse(kept.answer));
}

function figuresOf({ totals, corrections }: MarginAnswer) {
  const { spend, recognised_revenue, margin } = totals;
  return { spend, recognised_revenue, margin, corrections: corrections.totals };
}
