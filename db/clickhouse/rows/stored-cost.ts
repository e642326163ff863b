import { z } from "zod";
import type { CostColumns } from "../../postgres/cost-columns.ts";
import { decimalText } from "../queries/query.ts";

const decimal = decimalText.nullable();

/** A cost as ClickHouse has it: absent text is "". */
export const storedCost = z.object({
  cost: decimal,
  currency: z.string(),
  cost_basis: z.string(),
  unpriced_reason: z.string(),
  price_id: z.string(),
  price_unit: z.string(),
  units: decimal,
  unit_amount: decimal,
});
export type StoredCost = z.output<typeof storedCost>;

/** From the books' columns to ClickHouse's. */
export function toStoredCost(booked: CostColumns): StoredCost {
  return {
    cost: booked.cost,
    currency: booked.currency ?? "",
    cost_basis: booked.cost_basis,
    unpriced_reason: booked.unpriced_reason ?? "",
    price_id: booked.price_id ?? "",
    price_unit: booked.price_unit ?? "",
    units: booked.units,
    unit_amount: booked.unit_amount,
  };
}

/** The way back: absent text is null. */
export function fromStoredCost(stored: StoredCost): CostColumns {
  return {
    cost: stored.cost,
    currency: stored.currency || null,
    cost_basis: stored.cost_basis,
    unpriced_reason: stored.unpriced_reason || null,
    price_id: stored.price_id || null,
    price_unit: stored.price_unit || null,
    units: stored.units,
    unit_amount: stored.unit_amount,
  };
}
