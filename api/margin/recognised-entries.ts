import {
  countRecognisable,
  recognisablePage,
  type RecognisableEntry,
} from "../../db/postgres/management/recognisable-revenue.ts";
import type { RevenueDimension } from "../../domain/dimensions.ts";
import type { FxTable, MissingRateReason } from "../../domain/finance/fx.ts";
import { recognisedWithin, recognitionDays } from "../../domain/finance/recognition.ts";
import { parseNano, type Nano } from "../../domain/money.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import type { LedgerQuestion } from "./ledger-question.ts";

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
 * What of each entry is recognised in the period: converted whole at the rate of the day on which it occurred, then spread
 * over its days, so that its parts in all periods sum to one amount. The question's filters are for the caller to apply.
 * @throws ApiError when more entries are recognised in the period than one question reads.
 */
export async function* recognisedEntries(
  ctx: CallContext,
  question: LedgerQuestion,
  dimensions: readonly RevenueDimension[],
  limits: LedgerLimits,
): AsyncGenerator<RecognisedEntry, void, undefined> {
  const { drizzle } = ctx.deps.pg;
  const { range } = question.scope;
  const found = await countRecognisable(drizzle, ctx.workspaceId, range, limits.entries + 1);
  if (found > limits.entries) throw tooMany(limits.entries);

  let entries = 0;
  let afterId: string | null = null;
  do {
    const page: readonly RecognisableEntry[] = await recognisablePage(
      drizzle,
      ctx.workspaceId,
      { range, dimensions },
      { afterId, limit: limits.page },
    );
    const table = await question.rates.tableFor(new Set(page.map((entry) => entry.currency)));
    for (const entry of page) yield recognised(entry, question, table);
    entries += page.length;
    if (entries > limits.entries) throw tooMany(limits.entries);
    afterId = page.length < limits.page ? null : (page.at(-1)?.id ?? null);
  } while (afterId !== null);
}

function recognised(
  entry: RecognisableEntry,
  { calendar, days: within, scope }: LedgerQuestion,
  table: FxTable,
): RecognisedEntry {
  const amount = parseNano(entry.amount);
  const occurredMs = entry.occurredAt.getTime();
  const { periodFrom, periodTo, values } = entry;
  const period =
    periodFrom === null || periodTo === null
      ? null
      : { fromMs: periodFrom.getTime(), toMs: periodTo.getTime() };
  const days = recognitionDays({ occurredMs, period }, calendar);
  const occurred = calendar.dayOf(occurredMs);
  const converted = table.convert(amount, entry.currency, scope.currency, occurred);
  if (converted.kind === "converted") {
    return { values, revenue: recognisedWithin(converted.amount, days, within), missing: null };
  }
  const missing = { currency: entry.currency, reason: converted.reason };
  return { values, revenue: recognisedWithin(amount, days, within), missing };
}

function tooMany(most: number): ApiError {
  return new ApiError(
    "question_too_large",
    `Choose a shorter period: revenue of more than ${most} entries is recognised in this one.`,
  );
}
