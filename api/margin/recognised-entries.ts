import {
  countRecognisable,
  recognisablePage,
  type RecognisableEntry,
} from "../../db/postgres/management/recognisable-revenue.ts";
import type { RevenueDimension } from "../../domain/dimensions.ts";
import { recognisedPart } from "../../domain/finance/entry-versions.ts";
import type { MissingRateReason } from "../../domain/finance/fx.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { LedgerQuestion } from "./ledger-question.ts";
import { toEntryVersion } from "./to-entry-version.ts";
import { tooManyEntries } from "./too-many-entries.ts";

/** How much of the ledger one question reads. */
export interface LedgerLimits {
  readonly entries: number;
  readonly page: number;
}

export const LEDGER_LIMITS: LedgerLimits = { entries: 1_000_000, page: 5_000 };

/** What of an entry is recognised in a period. */
export interface RecognisedEntry {
  /** Its values of the dimensions asked for, in their order. */
  readonly values: readonly string[];
  readonly revenue: Nano;
  /** Null when no rate leads to the answer's currency: the revenue is in its own then, and in no figure. */
  readonly missing: { readonly currency: string; readonly reason: MissingRateReason } | null;
}

/**
 * What of each entry, as it is now, is recognised in the period: converted whole at the rate of the day on which it
 * occurred, then spread over its days, so that its parts in all periods sum to one amount. The question's filters are for
 * the caller to apply. @throws ApiError when more entries are recognised in the period than one question reads.
 */
export async function* recognisedEntries(
  ctx: CallContext,
  question: LedgerQuestion,
  dimensions: readonly RevenueDimension[],
  limits: LedgerLimits,
): AsyncGenerator<RecognisedEntry, void, undefined> {
  const { drizzle } = ctx.deps.pg;
  const { books, days } = question;
  const { range, currency } = question.scope;
  const found = await countRecognisable(drizzle, ctx.workspaceId, range, limits.entries + 1);
  if (found > limits.entries) throw tooManyEntries(limits.entries);

  let entries = 0;
  let afterId: string | null = null;
  do {
    const page: readonly RecognisableEntry[] = await recognisablePage(
      drizzle,
      ctx.workspaceId,
      { range, dimensions },
      { afterId, limit: limits.page },
    );
    const rates = await question.rates.ratesFor(new Set(page.map((entry) => entry.currency)));
    const recognition = { ...question, rates, currency };
    for (const entry of page) {
      const version = toEntryVersion(entry);
      const part = recognisedPart(version, days, books.today, recognition);
      if (part === null) continue;
      const missing = part.kind === "known" ? null : part;
      yield { values: entry.values, revenue: part.amount, missing };
    }
    entries += page.length;
    if (entries > limits.entries) throw tooManyEntries(limits.entries);
    afterId = page.length < limits.page ? null : (page.at(-1)?.id ?? null);
  } while (afterId !== null);
}
