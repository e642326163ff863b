import type { z } from "@hono/zod-openapi";
import { openCalendar } from "../../domain/finance/calendar-day.ts";
import { composeMargin, NO_GROUP_FIGURES } from "../../domain/finance/margin.ts";
import { parseNano } from "../../domain/money.ts";
import { bucketStart, type TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { openQuestion } from "../analytics/open-question.ts";
import { WEIGHT_PREFIX, type MarginAnswer, type marginQuery } from "../contract/margin.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { corrections } from "./corrections.ts";
import { openLeftOut } from "./left-out-sums.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { openBooks, type WorkspaceBooks } from "./open-books.ts";
import { openRateBook } from "./rate-book.ts";
import { revenueByGroup, type LedgerLimits } from "./revenue-by-group.ts";
import { showMargin } from "./show-margin.ts";
import { spendByGroup } from "./spend-by-group.ts";

const LIMITS: LedgerLimits = { entries: 1_000_000, page: 5_000 };

/** Spend against recognised revenue for each group, in one currency, revenue without a group spread by a rule. */
export async function margin(
  ctx: CallContext,
  query: z.output<typeof marginQuery>,
  limits: LedgerLimits = LIMITS,
): Promise<MarginAnswer> {
  const books = await openBooks(ctx);
  // Closed months keep their zone, whatever the workspace's own becomes.
  const tz = query.tz ?? books.timeZone ?? undefined;
  const { scope: asked, timeZone, asOfMs } = await openQuestion(ctx, { ...query, tz }, "none");
  refusePartsOfDays(asked.range, timeZone);
  const scope = { ...asked, currency: query.currency ?? asked.currency };
  const calendar = openCalendar(timeZone);
  const question: MarginQuestion = {
    scope,
    timeZone,
    calendar,
    days: {
      first: calendar.dayOf(scope.range.fromMs),
      end: calendar.dayOf(scope.range.toMs - 1) + 1,
    },
    by: query.by,
    books,
    unfrozen: unfrozenWhy(query.live === "true", books, timeZone),
    rates: openRateBook(ctx, scope.currency, books),
    leftOut: openLeftOut(),
  };

  const groups = await spendByGroup(ctx, question);
  const earned = await revenueByGroup(ctx, question, limits);
  for (const [group, revenue] of earned.groups) {
    groups.set(group, { ...(groups.get(group) ?? NO_GROUP_FIGURES), revenue });
  }
  const report = composeMargin(groups, query.rule, weightsOf(query));
  return showMargin(report, {
    question,
    asOfMs,
    rule: query.rule,
    entries: earned.entries,
    corrections: await corrections(ctx, question, limits),
  });
}

/** Months closed in another zone hold other days than those that are asked for. */
function unfrozenWhy(
  live: boolean,
  books: WorkspaceBooks,
  timeZone: string,
): MarginQuestion["unfrozen"] {
  if (books.timeZone === null) return null;
  if (live) return "live";
  return books.timeZone === timeZone ? null : "other_zone";
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

function weightsOf(query: Readonly<Record<string, unknown>>): Map<string, bigint> {
  return new Map(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(WEIGHT_PREFIX) && typeof value === "string"
        ? [[name.slice(WEIGHT_PREFIX.length), parseNano(value)] as const]
        : [],
    ),
  );
}
