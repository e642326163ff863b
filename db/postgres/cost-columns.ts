import { COST_BASES, PRICE_UNITS, UNPRICED_REASONS, type Cost } from "../../domain/generation.ts";
import { formatNano, parseNano } from "../../domain/money.ts";

/** A Cost as the jobs table holds it; amounts are decimal strings. */
export interface CostColumns {
  readonly cost: string | null;
  readonly currency: string | null;
  readonly cost_basis: string;
  readonly unpriced_reason: string | null;
  readonly price_id: string | null;
  readonly price_unit: string | null;
  readonly units: string | null;
  readonly unit_amount: string | null;
}

export function costColumns(cost: Cost): CostColumns {
  if (cost.basis === "unpriced") {
    return { ...NO_COST, cost_basis: "unpriced", unpriced_reason: cost.reason };
  }
  const { calculation } = cost;
  return {
    ...NO_COST,
    cost: formatNano(cost.amount),
    currency: cost.currency,
    cost_basis: cost.basis,
    price_id: calculation?.priceId ?? null,
    price_unit: calculation?.unit ?? null,
    units: calculation === null ? null : formatNano(calculation.units),
    unit_amount: calculation === null ? null : formatNano(calculation.unitAmount),
  };
}

/** The way back. A basis or reason that this build does not know reads as unpriced. */
export function costOf(row: CostColumns): Cost {
  const basis = COST_BASES.find((known) => known === row.cost_basis);
  const { cost, currency } = row;
  if (basis === undefined || basis === "unpriced" || cost === null || currency === null) {
    const reason = UNPRICED_REASONS.find((known) => known === row.unpriced_reason);
    return { basis: "unpriced", reason: reason ?? "units_unknown" };
  }
  const unit = PRICE_UNITS.find((known) => known === row.price_unit);
  const { price_id: priceId, units, unit_amount: unitAmount } = row;
  const calculation =
    unit === undefined || priceId === null || units === null || unitAmount === null
      ? null
      : { priceId, unit, units: parseNano(units), unitAmount: parseNano(unitAmount) };
  return { basis, amount: parseNano(cost), currency, calculation };
}

/** The columns of a row that make up its cost, as they stand. */
export function costColumnsOf(row: CostColumns): CostColumns {
  const { cost, currency, cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount } =
    row;
  return { cost, currency, cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount };
}

const NO_COST: CostColumns = {
  cost: null,
  currency: null,
  cost_basis: "unpriced",
  unpriced_reason: null,
  price_id: null,
  price_unit: null,
  units: null,
  unit_amount: null,
};
