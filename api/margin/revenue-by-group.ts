import {
  countRecognisable,
  recognisablePage,
  type RecognisableEntry,
} from "../../db/postgres/management/recognisable-revenue.ts";
import type { FxTable } from "../../domain/finance/fx.ts";
import { recognisedWithin, recognitionDays } from "../../domain/finance/recognition.ts";
import { parseNano, type Nano } from "../../domain/money.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";

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
 * over its days, so that its parts in all periods sum to one amount. What has no rate is left out.
 * @throws ApiError when more entries are recognised in the period than one question reads.
 */
export async function revenueByGroup(
  ctx: CallContext,
  question: MarginQuestion,
  limits: LedgerLimits,
): Promise<EarnedRevenue> {
  const { drizzle } = ctx.deps.pg;
  const { range } = question.scope;
  const found = await countRecognisable(drizzle, ctx.workspaceId, range, limits.entries + 1);
  if (found > limits.entries) throw tooMany(limits.entries);

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
    const table = await question.rates.tableFor(new Set(page.map((entry) => entry.currency)));
    for (const entry of page) {
      const revenue = recognisedRevenue(entry, question, table);
      if (revenue !== null) groups.set(entry.group, (groups.get(entry.group) ?? 0n) + revenue);
    }
    entries += page.length;
    if (entries > limits.entries) throw tooMany(limits.entries);
    afterId = page.length < limits.page ? null : (page.at(-1)?.id ?? null);
  } while (afterId !== null);
  return { groups, entries };
}

/** Null when no rate leads to the report's currency: it is left out then. */
function recognisedRevenue(
  entry: RecognisableEntry,
  { calendar, days: within, scope, leftOut }: MarginQuestion,
  table: FxTable,
): Nano | null {
  const amount = parseNano(entry.amount);
  const occurredMs = entry.occurredAt.getTime();
  const { periodFrom, periodTo } = entry;
  const period =
    periodFrom === null || periodTo === null
      ? null
      : { fromMs: periodFrom.getTime(), toMs: periodTo.getTime() };
  const days = recognitionDays({ occurredMs, period }, calendar);
  const occurred = calendar.dayOf(occurredMs);
  const converted = table.convert(amount, entry.currency, scope.currency, occurred);
  if (converted.kind === "converted") return recognisedWithin(converted.amount, days, within);
  const revenue = recognisedWithin(amount, days, within);
  leftOut.add(entry.currency, converted.reason, { revenue });
  return null;
}

function tooMany(most: number): ApiError {
  return new ApiError(
    "question_too_large",
    `Choose a shorter period: revenue of more than ${most} entries is recognised in this one.`,
  );
}
