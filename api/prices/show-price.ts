import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import type { PriceRow } from "../contract/prices.ts";

/** A version of the price book as it is shown. */
export function showPrice(row: PriceRecord): PriceRow {
  return {
    id: row.id,
    own: row.workspaceId !== null,
    book: row.book,
    provider: row.provider,
    model: row.model,
    unit: row.unit,
    conditions: row.conditions,
    amount: row.amount,
    currency: row.currency,
    minimum_units: row.minimumUnits,
    valid_from: row.validFrom.toISOString(),
    valid_to: row.validTo?.toISOString() ?? null,
    source: row.source,
    confidence: row.confidence,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
  };
}
