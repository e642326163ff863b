import { ratesWritten } from "../../db/postgres/management/fx-rate-versions.ts";
import type { KeptReportRecord } from "../../db/postgres/management/kept-reports.ts";
import { closingsChangedSince } from "../../db/postgres/management/month-closings.ts";
import { countWrittenTouching } from "../../db/postgres/management/revenue-versions.ts";
import { reratesSince } from "../../db/postgres/rerates.ts";
import { marginQuery, type MarginAnswer } from "../contract/margin.ts";
import type { ReportAgain } from "../contract/reports.ts";
import type { CallContext } from "../http/call-context.ts";
import { margin } from "../margin/margin.ts";
import { knownReport } from "./get-report.ts";
import { reportDifferences } from "./report-differences.ts";
import { answerOf, showReport } from "./show-report.ts";

/** Asks a kept report's question again and says what is different, and what was written since. */
export async function askAgain(ctx: CallContext, id: string): Promise<ReportAgain> {
  const record = await knownReport(ctx, id);
  const now = await margin(ctx, marginQuery.parse(record.query));
  const differences = reportDifferences(answerOf(record), now);
  return {
    report: showReport(record),
    now,
    same: differences.length === 0,
    differences,
    since: await writtenSince(ctx, record, now),
  };
}

async function writtenSince(
  ctx: CallContext,
  record: KeptReportRecord,
  { from, to }: MarginAnswer,
): Promise<ReportAgain["since"]> {
  const { drizzle } = ctx.deps.pg;
  const range = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const { rates } = await ratesWritten(drizzle, ctx.workspaceId, {
    after: record.fxRecorded,
    upTo: null,
  });
  const closings = await closingsChangedSince(drizzle, ctx.workspaceId, record.createdAt);
  return {
    revenue_entries: await countWrittenTouching(
      drizzle,
      ctx.workspaceId,
      range,
      record.revenueRecorded,
    ),
    rates,
    rerates: [...(await reratesSince(drizzle, ctx.workspaceId, range, record.createdAt))],
    months_closed: closings.flatMap(({ month, closedAt }) =>
      closedSince(closedAt, record) ? [month] : [],
    ),
    months_reopened: closings.flatMap(({ month, reopenedAt }) =>
      reopenedAt === null ? [] : [month],
    ),
  };
}

/** The report of a closing is kept in the same instant, and knows of it. */
function closedSince(closedAt: Date, { createdAt }: KeptReportRecord): boolean {
  return closedAt.getTime() > createdAt.getTime();
}
