import { readDimensions } from "../../db/clickhouse/rows/read-dimensions.ts";
import type { ExportedGeneration } from "../../db/clickhouse/queries/exported.ts";
import { chargeClass, type CostChange } from "../../domain/focus/charge-class.ts";
import { chargePeriod, monthOf, type ChargePeriod } from "../../domain/focus/charge-period.ts";
import { chargePrice, type ChargePrice } from "../../domain/focus/charge-price.ts";
import { listUnitPrice } from "../../domain/focus/list-price.ts";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { multiplyNano, parseNano, type Nano } from "../../domain/money.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";

/** What the rows of one FOCUS file have in common. */
export interface FocusContext {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly months: readonly TimeRange[];
  readonly prices: ReadonlyMap<string, PriceVersion>;
  /** Without the workspace's own. */
  readonly shipped: readonly PriceVersion[];
}

/** Settled generations with a known cost, as one row of FOCUS; `row` is the one, or what they have in common. */
export interface FocusCharge {
  readonly workspace: FocusContext["workspace"];
  readonly row: ExportedGeneration;
  /** How many generations the row is about. */
  readonly generations: number;
  readonly cost: Nano;
  readonly period: ChargePeriod;
  readonly class: "Correction" | null;
  readonly price: ChargePrice;
  readonly listUnitPrice: Nano;
  readonly listCost: Nano;
  /** The conditions of the price that was charged; null when it has none, or nothing was multiplied. */
  readonly priceConditions: PriceVersion["conditions"] | null;
}

/** Works a row out. @throws RangeError for a generation without a cost. */
export function focusCharge(
  context: FocusContext,
  row: ExportedGeneration,
  changes: readonly CostChange[],
): FocusCharge {
  if (row.cost === null) throw new RangeError("a generation without a cost is no charge");
  const cost = parseNano(row.cost);
  const month = monthOf(context.months, row.created_at_ms);
  const unit = PRICE_UNITS.find((known) => known === row.price_unit) ?? null;
  const price = chargePrice({
    cost,
    unit,
    units: row.units === null ? null : parseNano(row.units),
    unitAmount: row.unit_amount === null ? null : parseNano(row.unit_amount),
  });
  const applied = context.prices.get(row.price_id);
  const listed =
    applied?.own === true && unit !== null && price.unitPrice === applied.amount
      ? listUnitPrice(context.shipped, {
          provider: row.provider,
          model: row.model,
          outcome: row.state,
          createdAtMs: row.created_at_ms,
          dimensions: readDimensions(row.dimensions),
          unit,
          currency: row.currency,
        })
      : null;
  const listPrice = listed ?? price.unitPrice;
  const conditions = applied?.conditions ?? {};
  return {
    workspace: context.workspace,
    row,
    generations: 1,
    cost,
    period: chargePeriod(row.created_at_ms, row.finished_at_ms, month),
    class: chargeClass(month.toMs, changes),
    price,
    listUnitPrice: listPrice,
    listCost: multiplyNano(price.quantity, listPrice),
    priceConditions: Object.keys(conditions).length === 0 ? null : conditions,
  };
}
