import { z } from "zod";
import { NONE } from "../../../domain/attribution-fields.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, revenueSource, type Scope } from "./scope.ts";

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(", ");
/** With more of them a browser would have too much to hold; the smallest are left out, and counted. */
export const MAX_CUBE_CELLS = 5000;

export const cubeCellRow = z.object({
  feature: z.string(),
  surface: z.string(),
  region: z.string(),
  plan: z.string(),
  model: z.string(),
  resolution: z.string(),
  made: z.int().transform(Boolean),
  clips: countText,
  priced: countText,
  cost: decimalText,
  measured: countText,
  seconds: decimalText,
  timed: countText,
  gpu_ms: countText,
  /** Costs that one in ten, half and nine in ten priced clips don't pass; each is some clip's own. */
  unit_cost: z.array(decimalText),
  clips_in_all: countText,
});

/**
 * Ended generations alike in all that a what-if can change. Only costs in the reporting currency count as known.
 * Single costs stand in raw rows alone.
 */
export function cubeCellsQuery(scope: Scope): Query<typeof cubeCellRow> {
  const source = openSource(scope, ["user"], [], { withWaste: false });
  const priced = "cost_basis != 'unpriced' AND currency = {currency:String}";
  return {
    name: "what_if_cells",
    sql: `SELECT *, sum(clips) OVER () AS clips_in_all FROM (
  SELECT feature, surface, region, plan, model, resolution, state = 'succeeded' AS made,
    count() AS clips, countIf(${priced}) AS priced, sumIf(cell.spent, ${priced}) AS cost,
    countIf(cell.video_seconds IS NOT NULL) AS measured, ${source.figures.videoSeconds} AS seconds,
    ${source.figures.gpuKnown} AS timed, toUInt64(ifNull(${source.figures.gpuMs}, 0)) AS gpu_ms,
    arrayMap(each -> toString(each), quantilesExactLowIf(0.1, 0.5, 0.9)(cell.spent, ${priced})) AS unit_cost
  ${source.fromSql} AND state IN (${FINAL})
  GROUP BY feature, surface, region, plan, model, resolution, made)
ORDER BY clips DESC, feature, surface, region, plan, model, resolution, made
LIMIT ${MAX_CUBE_CELLS}`,
    params: source.params,
    row: cubeCellRow,
  };
}

export const planUseRow = z.object({
  plan: z.string(),
  users: countText,
  clips: countText,
  /** How many users lie below each part asked for, fewest clips first, and the clips of these together. */
  points: z.array(z.tuple([countText, countText])),
});

/** How the named users of each plan share their clips; `parts` of all users in ten thousandths. */
export function planUseQuery(scope: Scope, parts: readonly number[]): Query<typeof planUseRow> {
  const source = openSource(scope, ["user"], [], { withWaste: false });
  return {
    name: "what_if_plans",
    sql: `SELECT plan, toUInt64(length(counts)) AS users, toUInt64(arraySum(counts)) AS clips,
  arrayMap(part -> (toString(toUInt64(ceil(length(counts) * part / 10000))),
    toString(sums[toUInt64(ceil(length(counts) * part / 10000))])), {parts:Array(UInt32)}) AS points
FROM (
  SELECT plan, arraySort(groupArray(clips)) AS counts, arrayCumSum(counts) AS sums
  FROM (
    SELECT plan, user_id, count() AS clips
    ${source.fromSql} AND state IN (${FINAL}) AND user_id != '${NONE}' GROUP BY plan, user_id)
  GROUP BY plan)
ORDER BY plan`,
    params: { ...source.params, parts },
    row: planUseRow,
  };
}

export const planRevenueRow = z.object({
  plan: z.string(),
  currency: z.string(),
  amount: decimalText,
});

/** Payments by plan and currency; null when a filter asks for what revenue doesn't carry. */
export function planRevenueQuery(scope: Scope): Query<typeof planRevenueRow> | null {
  const source = revenueSource(scope);
  if (source === null) return null;
  return {
    name: "what_if_revenue",
    sql: `SELECT plan, currency, sum(toDecimal128(amount, 9)) AS amount
${source.fromSql} GROUP BY plan, currency ORDER BY plan, currency`,
    params: source.params,
    row: planRevenueRow,
  };
}
