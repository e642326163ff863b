import { ratesWritten } from "../../db/postgres/management/fx-rate-versions.ts";
import {
  entriesOfMovedRates,
  entriesWritten,
  versionsOf,
} from "../../db/postgres/management/revenue-versions.ts";
import { dayStartMs, parseDay } from "../../domain/finance/calendar-day.ts";
import type { CorrectionStep } from "../../domain/finance/closed-books.ts";
import { correctionsOf } from "../../domain/finance/entry-versions.ts";
import type { Month } from "../../domain/finance/month.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import { byEntry } from "./by-entry.ts";
import type { MarginQuestion } from "./margin-question.ts";
import type { LedgerLimits } from "./recognised-entries.ts";
import { tooManyEntries } from "./too-many-entries.ts";

/** Takes a part of a correction: revenue that a group's month changes by, in the report's currency. */
export type AddRevenue = (month: Month, group: string, revenue: Nano) => void;

/**
 * What a step corrects in revenue: only entries that were written between its two views, or whose rate was, can differ.
 * @throws ApiError when they are more than one question reads.
 */
export async function revenueCorrections(
  ctx: CallContext,
  question: MarginQuestion,
  step: CorrectionStep,
  limits: LedgerLimits,
  add: AddRevenue,
): Promise<void> {
  const ids = await candidates(ctx, question, step, limits.entries + 1);
  if (ids.length > limits.entries) throw tooManyEntries(limits.entries);
  for (let at = 0; at < ids.length; at += limits.page) {
    const page = ids.slice(at, at + limits.page);
    const rows = await versionsOf(ctx.deps.pg.drizzle, ctx.workspaceId, page, question.by);
    const rates = await question.rates.ratesFor(new Set(rows.map((row) => row.currency)));
    const recognition = { ...question, rates, currency: question.scope.currency };
    for (const versions of byEntry(rows)) {
      for (const { month, part } of correctionsOf(versions, step, recognition)) {
        if (part.kind === "known") add(month, part.group, part.amount);
        else question.leftOut.add(part.currency, part.reason, { revenue: part.amount });
      }
    }
  }
}

/** Every entry that may differ; the arithmetic finds out which do. */
async function candidates(
  ctx: CallContext,
  { books, scope, timeZone }: MarginQuestion,
  step: CorrectionStep,
  limit: number,
): Promise<readonly string[]> {
  const { drizzle } = ctx.deps.pg;
  const [before, after] = [books.closings[step.before], books.closings[step.after]];
  if (before === undefined) return [];
  const written = await entriesWritten(
    drizzle,
    ctx.workspaceId,
    { after: before.revenueRecorded, upTo: after?.revenueRecorded ?? null },
    limit,
  );
  const { rates, firstDate } = await ratesWritten(drizzle, ctx.workspaceId, {
    after: before.fxRecorded,
    upTo: after?.fxRecorded ?? null,
  });
  if (rates === 0) return written.toSorted();
  const firstDay = firstDate === null ? null : parseDay(firstDate);
  const moved = await entriesOfMovedRates(
    drizzle,
    ctx.workspaceId,
    {
      into: scope.currency,
      openFrom: new Date(dayStartMs(step.end, timeZone)),
      occurredFrom:
        firstDay === null || firstDay >= step.end ? null : new Date(dayStartMs(firstDay, timeZone)),
    },
    limit,
  );
  return [...new Set([...written, ...moved])].toSorted();
}
