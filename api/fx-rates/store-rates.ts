import type { Database, Transaction } from "../../db/postgres/client.ts";
import {
  findFxRates,
  lockFxRates,
  writeFxRates,
  type DatedRate,
} from "../../db/postgres/management/fx-rates.ts";
import { MAX_SHOWN_CHANGES, type FxRatesWritten } from "../contract/fx-rates.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { shortRate } from "./show-rate.ts";

/** What is to be stored: each pair once for a day. */
export interface RatesToStore {
  readonly rates: readonly DatedRate[];
  readonly source: string;
  readonly dryRun: boolean;
}

/**
 * Stores rates, all or none, with one audit row; the same ones again change nothing. A dry run compares and answers the
 * same, and writes nothing.
 */
export async function storeRates(ctx: CallContext, input: RatesToStore): Promise<FxRatesWritten> {
  const { drizzle } = ctx.deps.pg;
  const total = input.rates.length;
  // Most of a history that comes again is there already: what is not is all that the transaction looks at.
  const expected = await compare(ctx, drizzle, input.rates);
  if (input.dryRun) return { applied: false, ...countsOf(expected, total) };
  const moved = [...expected.created, ...expected.changed.map(({ rate }) => rate)];
  if (moved.length === 0) return { applied: true, ...countsOf(expected, total) };

  return drizzle.transaction(async (tx) => {
    await lockFxRates(tx, ctx.workspaceId);
    const found = await compare(ctx, tx, moved);
    const rates = [...found.created, ...found.changed.map(({ rate }) => rate)];
    const counts = countsOf(found, total);
    if (rates.length === 0) return { applied: true, ...counts };
    await writeFxRates(tx, ctx.workspaceId, rates, input.source, new Date(ctx.nowMs));
    await recordChange(ctx, tx, {
      action: "fx_rates.write",
      target: input.source,
      detail: { ...counts, ...daysOf(rates) },
    });
    return { applied: true, ...counts };
  });
}

/** What storing rates would do, the unchanged ones left out. */
interface Comparison {
  readonly created: readonly DatedRate[];
  readonly changed: readonly { readonly rate: DatedRate; readonly before: string }[];
}

async function compare(
  ctx: CallContext,
  db: Database | Transaction,
  rates: readonly DatedRate[],
): Promise<Comparison> {
  const stored = await findFxRates(db, ctx.workspaceId, rates);
  const known = new Map(stored.map((rate) => [keyOf(rate), shortRate(rate.rate)]));
  const created: DatedRate[] = [];
  const changed: { rate: DatedRate; before: string }[] = [];
  for (const rate of rates) {
    const before = known.get(keyOf(rate));
    if (before === undefined) created.push(rate);
    else if (before !== shortRate(rate.rate)) changed.push({ rate, before });
  }
  return { created, changed };
}

function countsOf(
  { created, changed }: Comparison,
  total: number,
): Omit<FxRatesWritten, "applied"> {
  return {
    created: created.length,
    changed: changed.length,
    unchanged: total - created.length - changed.length,
    changes: changed.slice(0, MAX_SHOWN_CHANGES).map(({ rate, before }) => ({
      date: rate.date,
      base: rate.base,
      quote: rate.quote,
      before,
      after: shortRate(rate.rate),
    })),
  };
}

/** A rate's identity within its workspace. */
export function keyOf({ date, base, quote }: Omit<DatedRate, "rate">): string {
  return `${date} ${base}/${quote}`;
}

function daysOf(rates: readonly DatedRate[]): { first_date: string; last_date: string } {
  let [first, last] = [rates[0]?.date ?? "", rates[0]?.date ?? ""];
  for (const { date } of rates) {
    if (date < first) first = date;
    if (date > last) last = date;
  }
  return { first_date: first, last_date: last };
}
