import { z } from "zod";
import { FINAL_STATES } from "../../../domain/generation.ts";
import type { Nano } from "../../../domain/money.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, type Scope } from "./scope.ts";

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(", ");

export const clipCostsRow = z.object({
  /** True for all bins together. */
  whole: z.int().transform(Boolean),
  /** Index of the edge at or below the cost; -1 below the first, for clips that cost nothing. */
  bin: z.int(),
  clips: countText,
  spend: decimalText,
  lowest: decimalText,
  highest: decimalText,
  /** The costs that a half, nine tenths and 99 of a hundred clips don't pass; each is some clip's own. */
  quantiles: z.array(decimalText),
});

/**
 * How clips with a known cost in the reporting currency spread over bins that begin at the edges, and exact quantiles.
 * Rollups don't carry single costs, so this reads raw rows.
 */
export function clipCostsQuery(scope: Scope, edges: readonly Nano[]): Query<typeof clipCostsRow> {
  const source = openSource(scope, ["user"], [], { withWaste: false });
  const nano = "toInt64(toDecimal128(price, 9) * 1000000000)";
  // As texts, for the client quotes what a JSON number can't hold.
  const bounds = "arrayMap(edge -> toInt64(edge), {edges:Array(String)})";
  return {
    name: "clip_costs",
    sql: `SELECT toUInt8(GROUPING(bin)) AS whole, bin, count() AS clips, sum(toDecimal128(price, 9)) AS spend,
  min(price) AS lowest, max(price) AS highest,
  quantilesExactLow(0.5, 0.9, 0.99)(price) AS quantiles
FROM (
  SELECT cell.spent AS price, toInt32(if(price <= 0, -1, indexOf(${bounds}, roundDown(${nano}, ${bounds})) - 1)) AS bin
  ${source.fromSql}
    AND state IN (${FINAL}) AND cost_basis != 'unpriced' AND currency = {currency:String})
GROUP BY GROUPING SETS ((bin), ())
ORDER BY whole, bin`,
    params: { ...source.params, edges: edges.map(String) },
    row: clipCostsRow,
  };
}
