import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { recognisedEntries, type LedgerLimits } from "./recognised-entries.ts";

export interface EarnedRevenue {
  /** Recognised in the period, for each group. */
  readonly groups: ReadonlyMap<string, Nano>;
  /** Entries of which something is. */
  readonly entries: number;
}

/** What each group's entries recognise in the period; what has no rate is left out. @throws ApiError for too many. */
export async function revenueByGroup(
  ctx: CallContext,
  question: MarginQuestion,
  limits: LedgerLimits,
): Promise<EarnedRevenue> {
  const groups = new Map<string, Nano>();
  let entries = 0;
  for await (const { values, revenue, missing } of recognisedEntries(
    ctx,
    question,
    [question.by],
    limits,
  )) {
    const [group = ""] = values;
    entries += 1;
    if (missing === null) groups.set(group, (groups.get(group) ?? 0n) + revenue);
    else question.leftOut.add(missing.currency, missing.reason, { revenue });
  }
  return { groups, entries };
}
