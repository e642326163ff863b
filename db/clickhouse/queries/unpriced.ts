import { z } from "zod";
import { FINAL_STATES } from "../../../domain/generation.ts";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { countText, type Query } from "./query.ts";
import { ratedFrom } from "./rerate-scope.ts";

const flag = z.union([z.boolean(), z.int()]).transform(Boolean);
const ms = z.string().transform(Number);

export const unpricedRow = z.object({
  provider: z.string(),
  model: z.string(),
  state: z.string(),
  dimensions: z.string(),
  mixed: flag,
  seconds_known: flag,
  gpu_known: flag,
  generations: countText,
  first_ms: ms,
  last_ms: ms,
  /** Of all kinds, also those past the limit. */
  all: countText,
});
export type UnpricedRow = z.output<typeof unpricedRow>;

/** Settled generations without a known cost by what decides their price, the most frequent first. */
export function unpricedKindsQuery(
  workspaceId: string,
  range: { readonly fromMs: number; readonly toMs: number },
  limit: number,
): Query<typeof unpricedRow> {
  const scope: RerateScope = {
    ...range,
    provider: null,
    model: null,
    feature: null,
    upstream: null,
    unpricedOnly: true,
  };
  const from = ratedFrom(workspaceId, scope);
  return {
    name: "unpriced_kinds",
    sql: `SELECT provider, model, state, dimensions, unpriced_reason = 'mixed_charges' AS mixed,
  isNotNull(requested_seconds) AS seconds_known, isNotNull(gpu_ms) AS gpu_known, count() AS generations, toUnixTimestamp64Milli(min(created_at)) AS first_ms,
  toUnixTimestamp64Milli(max(created_at)) AS last_ms, sum(count()) OVER () AS all
${from.sql}
GROUP BY provider, model, state, dimensions, mixed, seconds_known, gpu_known
ORDER BY generations DESC, provider, model, state, dimensions LIMIT {limit:UInt32}`,
    params: { ...from.params, limit },
    row: unpricedRow,
  };
}

const counted = z.object({ generations: countText });

/** How many generations without a known cost are not settled: they run, or were lost. */
export function unsettledUnpricedQuery(
  workspaceId: string,
  range: { readonly fromMs: number; readonly toMs: number },
): Query<typeof counted> {
  return {
    name: "unsettled_unpriced",
    sql: `SELECT count() AS generations FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String}
  AND created_at >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')
  AND created_at < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')
  AND cost_basis = 'unpriced' AND state NOT IN (${FINAL_STATES.map((state) => `'${state}'`).join(", ")})`,
    params: { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
    row: counted,
  };
}
