import { z } from "zod";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { KIND_COLUMNS, KIND_NAMES, rerateKindRow } from "./rerate-kinds.ts";
import { ratedFrom } from "./rerate-scope.ts";
import { openSource, type Scope } from "./scope.ts";

/** Settled generations of one kind since one of the given instants, and what they come to. */
export const meteredRow = rerateKindRow.omit({ kind: true }).extend({
  currency: z.string(),
  /** Those without a known cost. */
  unpriced: countText,
  /** Of the known costs. */
  known_cost: decimalText,
  /** Sums over all; null where one of them has none. */
  all_units: decimalText.nullable(),
  all_seconds: decimalText.nullable(),
  all_gpu_ms: countText.nullable(),
});
export type MeteredRow = z.output<typeof meteredRow>;

const FINALS = FINAL_STATES.map((state) => `'${state}'`).join(", ");

/**
 * What a provider's settled generations cost, and how much they are to be charged for, by kind and by the last of
 * `instantsMs` that is not after their creation: days begin there, and the price book changes there.
 */
export function meteredQuery(
  workspaceId: string,
  scope: RerateScope,
  instantsMs: readonly number[],
): Query<typeof meteredRow> {
  const from = ratedFrom(workspaceId, scope);
  const wholeSum = (column: string) => `if(count(${column}) = count(), sum(${column}), NULL)`;
  return {
    name: "metered",
    sql: `SELECT ${KIND_NAMES}, toString(currency) AS currency, count() AS generations, countIf(isNull(cost)) AS unpriced,
  sum(ifNull(toDecimal128(cost, 9), toDecimal128(0, 9))) AS known_cost,
  ${wholeSum("units")} AS all_units, ${wholeSum("requested_seconds")} AS all_seconds, ${wholeSum("gpu_ms")} AS all_gpu_ms
FROM (SELECT provider, model, state, dimensions, cost_basis, price_id, price_unit, currency, cost, units, requested_seconds,
  gpu_ms, ${KIND_COLUMNS} ${from.sql})
GROUP BY ${KIND_NAMES}, currency`,
    params: { ...from.params, instants: instantsMs },
    row: meteredRow,
  };
}

export const meteredTotalRow = z.object({
  metered: decimalText,
  generations: countText,
  unpriced: countText,
});

/** The settled cost of a scope in its currency, from a rollup where its edges allow. */
export function meteredTotalQuery(scope: Scope): Query<typeof meteredTotalRow> {
  const { fromSql, params, figures } = openSource(scope, []);
  return {
    name: "metered_total",
    sql: `SELECT sumIf(${figures.cost}, currency = {currency:String}) AS metered,
  ${figures.countIf(`state IN (${FINALS})`)} AS generations,
  ${figures.countIf(`state IN (${FINALS}) AND cost_basis = 'unpriced'`)} AS unpriced ${fromSql}`,
    params,
    row: meteredTotalRow,
  };
}
