import { fxRateVersionsAmong } from "../../db/postgres/management/fx-rate-versions.ts";
import { fxRatesAmong, type DatedRate } from "../../db/postgres/management/fx-rates.ts";
import { parseDay } from "../../domain/finance/calendar-day.ts";
import type { ClosedBooks, View } from "../../domain/finance/closed-books.ts";
import { openClosedRates, type ClosedRates } from "../../domain/finance/closed-rates.ts";
import { parseRate, type FxRate } from "../../domain/finance/fx-rate.ts";
import { openFxTable, PIVOTS, type FxTable } from "../../domain/finance/fx.ts";
import type { Currency } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";

/** The workspace's rates into one currency, loaded when a currency first needs them. */
export interface RateBook {
  /** Rates that lead from each of these currencies to that of the book, where there are any. */
  ratesFor(currencies: Iterable<Currency>): Promise<ClosedRates>;
}

/** Opens a book of rates into a currency, which knows what each closing knew. */
export function openRateBook(ctx: CallContext, into: Currency, books: ClosedBooks): RateBook {
  const loaded = new Set<Currency>([into]);
  let rates = openClosedRates(books, () => NO_RATES);
  return {
    async ratesFor(currencies) {
      const fresh = [...currencies].filter((currency) => !loaded.has(currency));
      if (fresh.length === 0) return rates;
      const wanted = [...new Set([...loaded, ...fresh, ...PIVOTS])];
      rates = openClosedRates(books, await tablesAmong(ctx, wanted, books));
      for (const currency of fresh) loaded.add(currency);
      return rates;
    },
  };
}

const NO_RATES = openFxTable([]);

async function tablesAmong(
  ctx: CallContext,
  currencies: readonly Currency[],
  { closings }: ClosedBooks,
): Promise<(view: View) => FxTable> {
  const { drizzle } = ctx.deps.pg;
  if (closings.length === 0) {
    const table = openFxTable(
      (await fxRatesAmong(drizzle, ctx.workspaceId, currencies)).map(toRate),
    );
    return () => table;
  }
  const written = await fxRateVersionsAmong(drizzle, ctx.workspaceId, currencies);
  const tables = new Map<View, FxTable>();
  return (view) => {
    const known = tables.get(view);
    if (known !== undefined) return known;
    const upTo = closings[view]?.fxRecorded ?? Number.POSITIVE_INFINITY;
    const table = openFxTable(written.filter(({ recorded }) => recorded <= upTo).map(toRate));
    tables.set(view, table);
    return table;
  };
}

function toRate({ date, base, quote, rate }: DatedRate): FxRate {
  const [day, parsed] = [parseDay(date), parseRate(rate)];
  if (day === null || parsed === null) throw new Error("a stored rate is none");
  return { day, base, quote, rate: parsed };
}
