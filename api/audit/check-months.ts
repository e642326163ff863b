import { spendDigestQuery } from "../../db/clickhouse/queries/closed-spend.ts";
import { lastFxRecorded } from "../../db/postgres/management/fx-rate-versions.ts";
import { findReport } from "../../db/postgres/management/kept-reports.ts";
import type { MonthClosingRecord } from "../../db/postgres/management/month-closings.ts";
import { lastRevenueRecorded } from "../../db/postgres/management/revenue-versions.ts";
import { openCalendar } from "../../domain/finance/calendar-day.ts";
import { addMonths, daysOfMonth, type Month } from "../../domain/finance/month.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { AuditCheck } from "../contract/audit.ts";
import type { MarginAnswer } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { closedMonthsWithin } from "../margin/closed-months-within.ts";
import { firstWholeDay } from "../margin/closed-span.ts";
import { margin } from "../margin/margin.ts";
import { openBooks } from "../margin/open-books.ts";
import { monthReport, queryOfMonth } from "../months/month-report.ts";
import { reportDifferences } from "../reports/report-differences.ts";
import { answerOf } from "../reports/show-report.ts";
import { digestOf } from "../reports/store-report.ts";
import { check, type Status } from "./checks.ts";

/** The closed months of the range: nothing of them has moved, and with their corrections they are what is known now. */
export async function checkMonths(
  ctx: CallContext,
  range: TimeRange,
  arriving: boolean,
): Promise<AuditCheck[]> {
  const known = await knownNow(ctx);
  const books = await openBooks(ctx);
  const within = new Set(closedMonthsWithin(books, range));
  const audited = books.records.filter(({ month }) => within.has(month));
  const first = audited[0]?.month ?? null;
  const moved: string[] = [];
  const reports = new Map<Month, MarginAnswer>();
  for (const record of books.records) {
    if (first === null || record.month < first) continue;
    const report = await monthReport(ctx, record.month, record.timeZone);
    reports.set(record.month, report);
    if (within.has(record.month) && !(await stands(ctx, record, report))) moved.push(record.month);
  }
  const last = books.records.at(-1);
  if (last !== undefined && audited.length > 0) {
    const open = addMonths(last.month, 1);
    reports.set(open, await monthReport(ctx, open, last.timeZone));
  }
  const unequal: string[] = [];
  for (const record of audited) {
    if (!(await sumsToLive(ctx, record, reports))) unequal.push(record.month);
  }
  const still = !arriving && (await knownNow(ctx)) === known;
  const status: Status = unequal.length === 0 ? "holds" : still ? "broken" : "pending";
  const figures = { closed_months: String(audited.length) };
  return [
    check("closed_months_stand", "Closed months stand", moved.length === 0 ? "holds" : "broken", {
      figures: { ...figures, moved: String(moved.length) },
      holds:
        "What each closed month holds has the digest of its closing, and gives its report again.",
      broken: `${moved.join(", ")} no longer give what they gave when they were closed.`,
    }),
    check("closed_months_sum_to_live", "Closed + corrections = live", status, {
      figures: { ...figures, unequal: String(unequal.length) },
      holds: "Each closed month with all its corrections is what is known of it now, to the nano.",
      pending: `${unequal.join(", ")} differ, and facts are on their way.`,
      broken: `${unequal.join(", ")} with their corrections are not what is known now.`,
    }),
  ];
}

async function knownNow({ deps, workspaceId }: CallContext): Promise<string> {
  const revenue = await lastRevenueRecorded(deps.pg.drizzle, workspaceId);
  return `${revenue} ${await lastFxRecorded(deps.pg.drizzle, workspaceId)}`;
}

/** The rows that were frozen and the report that was kept, against what they are and give now. */
async function stands(
  ctx: CallContext,
  closing: MonthClosingRecord,
  report: MarginAnswer,
): Promise<boolean> {
  const [digest] = await askStore(ctx.deps.ch, spendDigestQuery(ctx.workspaceId, closing.id));
  if (digest?.sha256 !== closing.spendSha256 || digest.rows !== closing.spendRows) return false;
  if (closing.reportId === null) return true;
  const kept = await findReport(ctx.deps.pg.drizzle, ctx.workspaceId, closing.reportId);
  return (
    kept !== null &&
    digestOf(kept.answer) === kept.sha256 &&
    reportDifferences(answerOf(kept), report).length === 0
  );
}

async function sumsToLive(
  ctx: CallContext,
  { month, timeZone }: MonthClosingRecord,
  reports: ReadonlyMap<Month, MarginAnswer>,
): Promise<boolean> {
  const own = reports.get(month)?.totals;
  if (own === undefined) return false;
  const parts = [...reports.values()].flatMap(({ corrections }) =>
    corrections.months.filter((correction) => correction.month === month),
  );
  const live = await margin(ctx, { ...queryOfMonth(month, timeZone), live: "true" });
  const sum = (field: "spend" | "recognised_revenue") =>
    formatNano(
      parts.reduce((total, part) => total + parseNano(part[field]), parseNano(own[field])),
    );
  if (sum("recognised_revenue") !== live.totals.recognised_revenue) return false;
  // Of days whose generations were removed by age nothing live is left to compare with.
  const whole = await firstWholeDay(ctx, openCalendar(timeZone));
  return (whole !== null && whole > daysOfMonth(month).first) || sum("spend") === live.totals.spend;
}
