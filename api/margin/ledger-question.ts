import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { openCalendar, type Calendar, type DaySpan } from "../../domain/finance/calendar-day.ts";
import { bucketStart, type TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { openQuestion } from "../analytics/open-question.ts";
import type { PeriodQuery } from "../analytics/read-period.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLeftOut, type LeftOutSums } from "./left-out-sums.ts";
import { openBooks, type WorkspaceBooks } from "./open-books.ts";
import { openRateBook, type RateBook } from "./rate-book.ts";

/** A question about spend and recognised revenue after its input was read, and what its two halves share. */
export interface LedgerQuestion {
  /** Its range is whole days of the zone; its currency the answer's. */
  readonly scope: Scope;
  readonly timeZone: string;
  readonly asOfMs: number;
  readonly calendar: Calendar;
  /** The range's days. */
  readonly days: DaySpan;
  readonly books: WorkspaceBooks;
  readonly rates: RateBook;
  readonly leftOut: LeftOutSums;
}

/**
 * Reads what questions about recognised revenue have in common. `currency` is what everything is converted to, the
 * reporting currency when absent. @throws ApiError naming the faulty field.
 */
export async function openLedgerQuestion(
  ctx: CallContext,
  query: PeriodQuery &
    Readonly<Record<string, unknown>> & { readonly currency?: string | undefined },
): Promise<LedgerQuestion> {
  const books = await openBooks(ctx);
  // Closed months keep their zone, whatever the workspace's own becomes.
  const tz = query.tz ?? books.timeZone ?? undefined;
  const { scope: asked, timeZone, asOfMs } = await openQuestion(ctx, { ...query, tz }, "none");
  refusePartsOfDays(asked.range, timeZone);
  const scope = { ...asked, currency: query.currency ?? asked.currency };
  const calendar = openCalendar(timeZone);
  return {
    scope,
    timeZone,
    asOfMs,
    calendar,
    days: {
      first: calendar.dayOf(scope.range.fromMs),
      end: calendar.dayOf(scope.range.toMs - 1) + 1,
    },
    books,
    rates: openRateBook(ctx, scope.currency, books),
    leftOut: openLeftOut(),
  };
}

/** A part of a day is recognised nowhere: the days of a report are whole. */
function refusePartsOfDays(range: TimeRange, timeZone: string): void {
  const zone = openZone(timeZone);
  for (const [field, atMs] of [
    ["from", range.fromMs],
    ["to", range.toMs],
  ] as const) {
    if (bucketStart(atMs, "day", zone) !== atMs) {
      throw invalidField(field, `must be the start of a day in ${timeZone}`);
    }
  }
}
