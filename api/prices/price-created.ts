import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import type { Change } from "../http/record-change.ts";

/** What the audit log keeps of a version that came into the price book. */
export function priceCreated(row: PriceRecord): Change {
  const { id, book, provider, model, unit, amount, currency, validFrom } = row;
  return {
    action: "price.create",
    target: id,
    detail: {
      book,
      provider,
      model,
      unit,
      amount,
      currency,
      valid_from: validFrom.toISOString(),
    },
  };
}
