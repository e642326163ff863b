import { NONE } from "../../domain/attribution-fields.ts";
import type { RevenueDimension } from "../../domain/dimensions.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import { LEDGER_LIMITS, recognisedEntries } from "../margin/recognised-entries.ts";
import type { EconomicsQuestion } from "./economics-question.ts";

/** Recognised revenue of a period. */
export interface Earned {
  /** What matches the filters, for each group and in it for each user, `(none)` included. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Nano>>;
  /** Users whose revenue, filters aside, is more than nothing, in the order of their ids. */
  readonly payers: ReadonlySet<string>;
  /** Entries that match the filters and of which something is recognised. */
  readonly entries: number;
}

/**
 * Reads the ledger once: what each group and user earned under the question's filters, and who pays at all. `by` null
 * puts everything into the group `(none)`: revenue can't name such groups.
 */
export async function earnedRevenue(
  ctx: CallContext,
  question: EconomicsQuestion,
  by: RevenueDimension | null,
): Promise<Earned> {
  const filters = question.revenueFilters;
  const names = [
    ...new Set<RevenueDimension>([
      "user",
      ...(by === null ? [] : [by]),
      ...filters.map((each) => each.dimension),
    ]),
  ];
  const groupAt = by === null ? -1 : names.indexOf(by);
  const tests = filters.map(({ dimension, values }) => ({
    at: names.indexOf(dimension),
    values: new Set(values),
  }));
  const groups = new Map<string, Map<string, Nano>>();
  const paid = new Map<string, Nano>();
  let entries = 0;
  for await (const { values, revenue, missing } of recognisedEntries(
    ctx,
    question,
    names,
    LEDGER_LIMITS,
  )) {
    const [user = NONE] = values;
    const matches = tests.every((test) => test.values.has(values[test.at] ?? NONE));
    if (missing !== null) {
      if (matches) question.leftOut.add(missing.currency, missing.reason, { revenue });
      if (matches) entries += 1;
      continue;
    }
    if (user !== NONE) add(paid, user, revenue);
    if (!matches) continue;
    entries += 1;
    const group = values[groupAt] ?? NONE;
    const users = groups.get(group) ?? new Map<string, Nano>();
    groups.set(group, users);
    add(users, user, revenue);
  }
  const payers = [...paid].flatMap(([user, amount]) => (amount > 0n ? [user] : [])).toSorted();
  return { groups, payers: new Set(payers), entries };
}

function add(sums: Map<string, Nano>, key: string, amount: Nano): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}
