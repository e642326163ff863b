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
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    if (!input.dryRun) await lockFxRates(tx, ctx.workspaceId);
    const stored = await findFxRates(tx, ctx.workspaceId, input.rates);
    const known = new Map(stored.map((rate) => [keyOf(rate), shortRate(rate.rate)]));
    const created = input.rates.filter((rate) => !known.has(keyOf(rate)));
    const changed = input.rates.flatMap((rate) => {
      const before = known.get(keyOf(rate));
      const after = shortRate(rate.rate);
      return before === undefined || before === after ? [] : [{ ...rate, before, after }];
    });
    const written = {
      created: created.length,
      changed: changed.length,
      unchanged: input.rates.length - created.length - changed.length,
      changes: changed.slice(0, MAX_SHOWN_CHANGES).map(({ rate: _rate, ...change }) => change),
    };
    const moved = [...created, ...changed.map(({ before: _b, after: _a, ...rate }) => rate)];
    if (input.dryRun || moved.length === 0) return { applied: !input.dryRun, ...written };
    await writeFxRates(tx, ctx.workspaceId, moved, input.source, new Date(ctx.nowMs));
    await recordChange(ctx, tx, {
      action: "fx_rates.write",
      target: input.source,
      detail: { ...written, ...daysOf(moved) },
    });
    return { applied: true, ...written };
  });
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
