import { PRICE_UNITS } from "../../domain/generation.ts";
import { parseNano } from "../../domain/money.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import type { PriceRow } from "./directory-rows.ts";

/** A row of the price book as the domain has it; null for a unit that this build does not know and can't apply. */
export function priceVersion(row: PriceRow): PriceVersion | null {
  const unit = PRICE_UNITS.find((known) => known === row.unit);
  if (unit === undefined) return null;
  return {
    id: row.id,
    own: row.workspaceId !== null,
    book: row.book,
    provider: row.provider,
    model: row.model,
    unit,
    conditions: row.conditions,
    amount: parseNano(row.amount),
    currency: row.currency,
    minimumUnits: row.minimumUnits === null ? null : parseNano(row.minimumUnits),
    validFromMs: row.validFrom.getTime(),
    validToMs: row.validTo === null ? null : row.validTo.getTime(),
    createdAtMs: row.createdAt.getTime(),
  };
}
