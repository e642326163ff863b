import {
  countRecognisable,
  recognisablePage,
  type RecognisableEntry,
} from "../../db/postgres/management/recognisable-revenue.ts";
import { recognisedPart } from "../../domain/finance/entry-versions.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { revenueOfSlices } from "./revenue-of-slices.ts";
import { toEntryVersion } from "./to-entry-version.ts";
import { tooManyEntries } from "./too-many-entries.ts";

/** How much of the ledger one question reads. */
export interface LedgerLimits {
  readonly entries: number;
  readonly page: number;
}

export interface EarnedRevenue {
  /** Recognised in the period, for each group. */
  readonly groups: ReadonlyMap<string, Nano>;
  /** Entries of which something is. */
  readonly entries: number;
}

/**
 * What of each entry is recognised in the period: converted whole at the rate of the day on which it occurred, then spread
 * over its days, so that its parts in all periods sum to one amount. What has no rate is left out. Closed days hold what
 * the entry said when they were closed.
 * @throws ApiError when more entries are recognised in the period than one question reads.
 */
export async function revenueByGroup(
  ctx: CallContext,
  question: MarginQuestion,
  limits: LedgerLimits,
): Promise<EarnedRevenue> {
  const { books, days, unfrozen } = question;
  const slices = books.slices(days);
  return unfrozen === null && slices.some(({ view }) => view !== books.today)
    ? revenueOfSlices(ctx, question, slices, limits)
    : revenueAsItIs(ctx, question, limits);
}

async function revenueAsItIs(
  ctx: CallContext,
  question: MarginQuestion,
  limits: LedgerLimits,
): Promise<EarnedRevenue> {
  const { drizzle } = ctx.deps.pg;
  const { books, calendar, days, leftOut } = question;
  const { range, currency } = question.scope;
  const found = await countRecognisable(drizzle, ctx.workspaceId, range, limits.entries + 1);
  if (found > limits.entries) throw tooManyEntries(limits.entries);

  const groups = new Map<string, Nano>();
  let entries = 0;
  let afterId: string | null = null;
  do {
    const page: readonly RecognisableEntry[] = await recognisablePage(
      drizzle,
      ctx.workspaceId,
      { range, by: question.by },
      { afterId, limit: limits.page },
    );
    const rates = await question.rates.ratesFor(new Set(page.map((entry) => entry.currency)));
    for (const entry of page) {
      const part = recognisedPart(toEntryVersion(entry), days, books.today, {
        calendar,
        books,
        rates,
        currency,
      });
      if (part?.kind === "known") {
        groups.set(part.group, (groups.get(part.group) ?? 0n) + part.amount);
      } else if (part !== null) {
        leftOut.add(part.currency, part.reason, { revenue: part.amount });
      }
    }
    entries += page.length;
    if (entries > limits.entries) throw tooManyEntries(limits.entries);
    afterId = page.length < limits.page ? null : (page.at(-1)?.id ?? null);
  } while (afterId !== null);
  return { groups, entries };
}
