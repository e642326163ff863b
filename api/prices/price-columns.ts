import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import type { ExportedPrice } from "../contract/prices.ts";

/** The members of an exported price, which are the columns of its CSV. */
export const PRICE_COLUMNS = [
  "own",
  "provider",
  "model",
  "unit",
  "conditions",
  "amount",
  "currency",
  "minimum_units",
  "valid_from",
  "valid_to",
  "source",
  "confidence",
  "book",
] as const satisfies readonly (keyof ExportedPrice)[];
export type PriceColumn = (typeof PRICE_COLUMNS)[number];

/** A version as it is exported. */
export function exportedPrice(row: PriceRecord): ExportedPrice {
  return {
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
  };
}

/** Its cells: conditions as JSON, nothing for null. */
export function priceCells(price: ExportedPrice): string[] {
  return PRICE_COLUMNS.map((column) => {
    const value = price[column];
    if (value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
}
