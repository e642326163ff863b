import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import type { Change } from "../http/record-change.ts";

/** What the audit log keeps of a version that came into the price book. */
export function priceCreated({ id, book, model, unit, amount, currency }: PriceRecord): Change {
  return { action: "price.create", target: id, detail: { book, model, unit, amount, currency } };
}
