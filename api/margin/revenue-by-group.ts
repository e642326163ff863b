import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { recognisedEntries, type LedgerLimits } from "./recognised-entries.ts";
import { revenueOfSlices, type EarnedRevenue } from "./revenue-of-slices.ts";

/**
 * What each group's entries recognise in the period; what has no rate is left out. Closed days hold what an entry said when
 * they were closed. @throws ApiError when more entries are recognised in the period than one question reads.
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
  const groups = new Map<string, Nano>();
  let entries = 0;
  const read = recognisedEntries(ctx, question, [question.by], limits);
  for await (const { values, revenue, missing } of read) {
    const [group = ""] = values;
    entries += 1;
    if (missing === null) groups.set(group, (groups.get(group) ?? 0n) + revenue);
    else question.leftOut.add(missing.currency, missing.reason, { revenue });
  }
  return { groups, entries };
}
