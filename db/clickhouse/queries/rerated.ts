import { z } from "zod";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { isUuid } from "../../../domain/uuid-v7.ts";
import { storedCost } from "../rows/stored-cost.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { ratedFrom } from "./rerate-scope.ts";

/** Where a page begins: behind this generation, in the table's own order. */
export interface RatedPosition {
  readonly createdAtMs: number;
  readonly id: string;
}

const ms = z.string().transform(Number);

/** A whole row of `generations_v1`, as it can be written again, with what its price is worked out of. */
export const ratedRow = z.looseObject({
  generation_id: z.string(),
  created_at: z.string(),
  version: countText,
  provider: z.string(),
  model: z.string(),
  state: z.string(),
  dimensions: z.string(),
  requested_seconds: decimalText.nullable(),
  gpu_ms: countText.nullable(),
  ...storedCost.shape,
});
export type RatedRow = z.output<typeof ratedRow>;

/** The next generations of a scope, settled ones in their last version; `unpricedOnly` is left to the reader. */
export function ratedPageQuery(
  workspaceId: string,
  scope: RerateScope,
  after: RatedPosition | null,
  limit: number,
): Query<typeof ratedRow> {
  const fromMs = Math.max(scope.fromMs, after?.createdAtMs ?? 0);
  const from = ratedFrom(workspaceId, { ...scope, fromMs, unpricedOnly: false });
  return {
    name: "rated_page",
    sql: `SELECT * ${from.sql}${afterSql(after)}
ORDER BY workspace_id, created_at, generation_id LIMIT {limit:UInt32}`,
    params: { ...from.params, ...afterParams(after), limit },
    row: ratedRow,
  };
}

const counted = z.object({ generations: countText });

/** How many generations the pages of a scope hold. */
export function ratedCountQuery(workspaceId: string, scope: RerateScope): Query<typeof counted> {
  const from = ratedFrom(workspaceId, { ...scope, unpricedOnly: false });
  return {
    name: "rated_count",
    sql: `SELECT count() AS generations ${from.sql}`,
    params: from.params,
    row: counted,
  };
}

/** Whole rows of these generations in their last version. */
export function ratedRowsQuery(
  workspaceId: string,
  range: { readonly fromMs: number; readonly toMs: number },
  ids: readonly string[],
): Query<typeof ratedRow> {
  const odd = ids.find((id) => !isUuid(id));
  if (odd !== undefined) throw new TypeError(`not a UUID: ${odd}`);
  return {
    name: "rated_rows",
    sql: `SELECT * FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND created_at BETWEEN ${at("from_ms")} AND ${at("to_ms")}
  AND generation_id IN (${ids.map((id) => `'${id}'`).join(",")})`,
    params: { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
    row: ratedRow,
  };
}

const next = z.object({
  next_cost: decimalText.nullable(),
  next_currency: z.string(),
  next_cost_basis: z.string(),
  next_unpriced_reason: z.string(),
  next_price_id: z.string(),
  next_price_unit: z.string(),
  next_units: decimalText.nullable(),
  next_unit_amount: decimalText.nullable(),
});

/** What a re-rating kept of a generation. */
export const keptRow = storedCost.extend({
  generation_id: z.string(),
  created_at_ms: ms,
  ...next.shape,
});
export type KeptRow = z.output<typeof keptRow>;

/** The next generations that a re-rating changed. */
export function keptPageQuery(
  workspaceId: string,
  rerateId: string,
  after: RatedPosition | null,
  limit: number,
): Query<typeof keptRow> {
  const columns = [...Object.keys(storedCost.shape), ...Object.keys(next.shape)].join(", ");
  return {
    name: "kept_page",
    sql: `SELECT generation_id, toUnixTimestamp64Milli(created_at) AS created_at_ms, ${columns}
FROM rerated_v1 FINAL WHERE workspace_id = {workspace:String} AND rerate_id = {rerate:UUID}${afterSql(after)}
ORDER BY created_at, generation_id LIMIT {limit:UInt32}`,
    params: { workspace: workspaceId, rerate: rerateId, ...afterParams(after), limit },
    row: keptRow,
  };
}

const keptOfOne = z.object({
  rerate_id: z.string(),
  cost: decimalText.nullable(),
  currency: z.string(),
  next_cost: decimalText.nullable(),
  next_currency: z.string(),
});

/** The re-ratings that changed one generation, with its cost before and after each. */
export function keptOfOneQuery(
  workspaceId: string,
  generation: RatedPosition,
  limit: number,
): Query<typeof keptOfOne> {
  return {
    name: "kept_of_one",
    sql: `SELECT rerate_id, cost, currency, next_cost, next_currency FROM rerated_v1 FINAL
WHERE workspace_id = {workspace:String} AND created_at = ${at("created_ms")} AND generation_id = {id:UUID}
ORDER BY rerate_id LIMIT {limit:UInt32}`,
    params: {
      workspace: workspaceId,
      created_ms: generation.createdAtMs,
      id: generation.id,
      limit,
    },
    row: keptOfOne,
  };
}

const keptSum = z.object({
  unpriced: z.int().transform(Boolean),
  currency: z.string(),
  next_currency: z.string(),
  generations: countText,
  cost: decimalText,
  next_cost: decimalText,
});

/** What a re-rating has changed, by the currencies before and after. */
export function keptSumsQuery(workspaceId: string, rerateId: string): Query<typeof keptSum> {
  return {
    name: "kept_sums",
    sql: `SELECT isNull(kept.cost) AS unpriced, toString(kept.currency) AS currency, toString(kept.next_currency) AS next_currency,
  count() AS generations, sum(toDecimal128(ifNull(kept.cost, 0), 9)) AS cost, sum(toDecimal128(ifNull(kept.next_cost, 0), 9)) AS next_cost
FROM rerated_v1 AS kept FINAL WHERE workspace_id = {workspace:String} AND rerate_id = {rerate:UUID}
GROUP BY unpriced, currency, next_currency`,
    params: { workspace: workspaceId, rerate: rerateId },
    row: keptSum,
  };
}

/** How many generations of a re-rating one of these others changed too. */
export function sharedQuery(
  workspaceId: string,
  rerateId: string,
  others: readonly string[],
): Query<typeof counted> {
  return {
    name: "rerated_again",
    sql: `SELECT count() AS generations FROM rerated_v1
WHERE workspace_id = {workspace:String} AND has({others:Array(UUID)}, rerate_id) AND generation_id IN (
  SELECT generation_id FROM rerated_v1 WHERE workspace_id = {workspace:String} AND rerate_id = {rerate:UUID})`,
    params: { workspace: workspaceId, rerate: rerateId, others },
    row: counted,
  };
}

function at(param: string): string {
  return `fromUnixTimestamp64Milli({${param}:Int64}, 'UTC')`;
}

function afterSql(after: RatedPosition | null): string {
  if (after === null) return "";
  return `\n  AND (created_at > ${at("after_ms")} OR (created_at = ${at("after_ms")} AND generation_id > {after_id:UUID}))`;
}

function afterParams(after: RatedPosition | null): Record<string, unknown> {
  return after === null ? {} : { after_ms: after.createdAtMs, after_id: after.id };
}
