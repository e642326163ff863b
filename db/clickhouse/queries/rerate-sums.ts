import { z } from "zod";
import { MAX_STORED_NANO } from "../../../domain/money.ts";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { chargedSql, type KindRates } from "./charged.ts";
import { countText, type Query } from "./query.ts";
import { ratedFrom } from "./rerate-scope.ts";

export const RERATE_OUTCOMES = ["left", "same", "changed", "newly_priced", "too_large"] as const;

const nano = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

export const rerateSumRow = z.object({
  /** Whose sum it is: one rate of one model, one feature, or one day. */
  of: z.enum(["rate", "feature", "day"]),
  rate: z.int(),
  provider: z.string(),
  model: z.string(),
  feature: z.string(),
  day_ms: z.string().transform(Number),
  outcome: z.enum(RERATE_OUTCOMES),
  /** ClickHouse writes 0 or 1. */
  unpriced: z.int().transform(Boolean),
  /** What the amounts are in, before and after; '' for a cost that is unknown. */
  currency: z.string(),
  next_currency: z.string(),
  generations: countText,
  cost: nano,
  next_cost: nano,
});
export type RerateSum = z.output<typeof rerateSumRow>;

/**
 * Works out every generation of a scope by its kind's rate, with the product's one rounding rule in whole numbers, and
 * sums up by rate and model, by feature and by day (the last of `daysMs` that is not after it).
 */
export function rerateSumsQuery(
  input: KindRates & {
    readonly workspaceId: string;
    readonly scope: RerateScope;
    readonly daysMs: readonly number[];
  },
): Query<typeof rerateSumRow> {
  const from = ratedFrom(input.workspaceId, input.scope);
  return {
    name: "rerate_sums",
    sql: `SELECT multiIf(GROUPING(rate) = 0, 'rate', GROUPING(feature) = 0, 'feature', 'day') AS of,
  toInt32(rate) AS rate, provider, model, feature, toInt64(day_ms) AS day_ms, outcome, unpriced, currency, next_currency,
  count() AS generations, toString(sum(ifNull(cost_nano, 0))) AS cost, toString(sum(ifNull(next_nano, 0))) AS next_cost
FROM (
  SELECT place - 1 AS rate, toString(charge.provider) AS provider, toString(charge.model) AS model,
    toString(charge.feature) AS feature, toString(charge.currency) AS currency,
    roundDown(toUnixTimestamp64Milli(created_at), {days:Array(Int64)}) AS day_ms, cost_nano, isNull(cost_nano) AS unpriced,
    multiIf(basis = '', 'left', charged > ${MAX_STORED_NANO}, 'too_large', unpriced, 'newly_priced',
      cost_nano = charged AND currency = charged_currency AND cost_basis = basis AND price_unit = unit
        AND units_nano = charged_units AND unit_amount_nano = rate_amount, 'same', 'changed') AS outcome,
    outcome IN ('changed', 'newly_priced') AS moves,
    if(moves, charged_currency, currency) AS next_currency, if(moves, charged, cost_nano) AS next_nano
  FROM (${chargedSql(`SELECT * ${from.sql}`, input)}) AS charge
)
GROUP BY GROUPING SETS (
  (rate, provider, model, outcome, unpriced, currency, next_currency),
  (feature, outcome, unpriced, currency, next_currency),
  (day_ms, outcome, unpriced, currency, next_currency))`,
    params: { ...from.params, instants: input.instantsMs, days: input.daysMs },
    row: rerateSumRow,
  };
}
