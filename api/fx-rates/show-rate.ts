import { formatRate, parseRate } from "../../domain/finance/fx-rate.ts";
import type { FxRateRecord } from "../../db/postgres/management/fx-rates.ts";
import type { FxRateRow } from "../contract/fx-rates.ts";

/** A rate as it is shown, with the digits that were given. */
export function showRate(row: FxRateRecord): FxRateRow {
  return {
    date: row.date,
    base: row.base,
    quote: row.quote,
    rate: shortRate(row.rate),
    source: row.source,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A stored rate without the zeros that the column fills up with. @throws Error for no rate. */
export function shortRate(stored: string): string {
  const rate = parseRate(stored);
  if (rate === null) throw new Error("a stored rate is none");
  return formatRate(rate);
}
