import { fxRatesAmong, type DatedRate } from "../../db/postgres/management/fx-rates.ts";
import { parseDay } from "../../domain/finance/calendar-day.ts";
import { parseRate, type FxRate } from "../../domain/finance/fx-rate.ts";
import { openFxTable, PIVOTS, type FxTable } from "../../domain/finance/fx.ts";
import type { Currency } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";

/** The workspace's rates into one currency, loaded when a currency first needs them. */
export interface RateBook {
  /** A table that leads from each of these currencies to that of the book, where rates do. */
  tableFor(currencies: Iterable<Currency>): Promise<FxTable>;
}

/** Opens a book of rates into a currency. */
export function openRateBook(ctx: CallContext, into: Currency): RateBook {
  const loaded = new Set<Currency>([into]);
  let table = openFxTable([]);
  return {
    async tableFor(currencies) {
      const fresh = [...currencies].filter((currency) => !loaded.has(currency));
      if (fresh.length === 0) return table;
      const wanted = new Set([...loaded, ...fresh, ...PIVOTS]);
      const rates = await fxRatesAmong(ctx.deps.pg.drizzle, ctx.workspaceId, [...wanted]);
      table = openFxTable(rates.map(toRate));
      for (const currency of fresh) loaded.add(currency);
      return table;
    },
  };
}

function toRate({ date, base, quote, rate }: DatedRate): FxRate {
  const [day, parsed] = [parseDay(date), parseRate(rate)];
  if (day === null || parsed === null) throw new Error("a stored rate is none");
  return { day, base, quote, rate: parsed };
}
