import { spendCellsQuery, type SpendCell } from "../../db/clickhouse/queries/spend-cells.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import type { AnyDimension } from "../../domain/dimensions.ts";
import { NO_SPENT, plusSpent, type Spent } from "../../domain/economics/spent.ts";
import { parseNano } from "../../domain/money.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import type { LedgerQuestion } from "./ledger-question.ts";

/** What a group spent, and on how many days it generated. */
export interface GroupSpent extends Spent {
  readonly activeDays: number;
}

/**
 * What each group spent and generated. Spend in another currency is converted at each day's rate, a group's day rounded
 * once; what has no rate is left out. Of several scopes none may overlap another.
 */
export async function spendByGroup(
  ctx: CallContext,
  question: LedgerQuestion,
  by: AnyDimension,
  scopes?: readonly Scope[],
): Promise<Map<string, GroupSpent>> {
  const startsMs = bucketStarts(question.scope.range, "day", question.timeZone);
  const cells = new Map<string, Cell>();
  for (const scope of scopes ?? partsOf(question.scope, startsMs)) {
    for (const row of await askStore(ctx.deps.ch, spendCellsQuery({ scope, by, startsMs }))) {
      const key = JSON.stringify([row.value, row.currency, row.slot]);
      const { value, currency, slot } = row;
      const known = cells.get(key)?.spent ?? NO_SPENT;
      cells.set(key, { value, currency, slot, spent: plusSpent(known, spentOf(row)) });
    }
  }
  const currencies = [...cells.values()].map((cell) => cell.currency);
  const rates = await question.rates.ratesFor(new Set(currencies.filter((each) => each !== "")));
  const groups = new Map<string, { spent: Spent; slots: Set<number> }>();
  for (const cell of cells.values()) {
    const group = groups.get(cell.value) ?? { spent: NO_SPENT, slots: new Set() };
    group.spent = plusSpent(group.spent, converted(cell));
    if (cell.spent.generations > 0) group.slots.add(cell.slot);
    groups.set(cell.value, group);
  }
  return new Map(
    [...groups].map(([value, { spent, slots }]) => [value, { ...spent, activeDays: slots.size }]),
  );

  function converted({ currency, slot, spent }: Cell): Spent {
    const own = question.scope.currency;
    const { today } = question.books;
    if (currency === own || currency === "") return spent;
    const day = question.calendar.dayOf(startsMs[slot] ?? Number.NaN);
    const spend = rates.convert(spent.spend, currency, own, day, today);
    if (spend.kind !== "converted") {
      if (spent.spend !== 0n) question.leftOut.add(currency, spend.reason, { spend: spent.spend });
      return { ...spent, spend: 0n, waste: NO_SPENT.waste };
    }
    const waste = { ...NO_SPENT.waste };
    for (const cause of WASTE_CAUSES) {
      const part = rates.convert(spent.waste[cause], currency, own, day, today);
      if (part.kind === "converted") waste[cause] = part.amount;
    }
    return { ...spent, spend: spend.amount, waste };
  }
}

const DAYS_PER_PART = 31;

/** A cost book is asked of raw rows, a month at a time, so that a year of them needs no more memory. */
function partsOf(scope: Scope, startsMs: readonly number[]): Scope[] {
  if (scope.book === undefined) return [scope];
  const firsts = startsMs.filter((_, index) => index % DAYS_PER_PART === 0);
  return firsts.map((fromMs, index) => ({
    ...scope,
    range: { fromMs, toMs: firsts[index + 1] ?? scope.range.toMs },
  }));
}

/** One currency's day of a group, in that currency. */
interface Cell {
  readonly value: string;
  readonly currency: string;
  readonly slot: number;
  readonly spent: Spent;
}

function spentOf(row: SpendCell): Spent {
  const waste = { ...NO_SPENT.waste };
  for (const cause of WASTE_CAUSES) waste[cause] = parseNano(row.waste[cause] ?? "0");
  return {
    generations: row.generations,
    succeeded: row.succeeded,
    delivered: row.delivered,
    priced: row.priced,
    unpriced: row.unpriced,
    inFlight: row.in_flight,
    byBook: row.by_book,
    spend: parseNano(row.spend),
    waste,
  };
}
