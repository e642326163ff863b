import { z } from "zod";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { countText, type Query } from "./query.ts";
import { ratedFrom } from "./rerate-scope.ts";

const flag = z.union([z.boolean(), z.int()]).transform(Boolean);

/** Generations for which one price is chosen, whatever each has of its unit. */
export const rerateKindRow = z.object({
  /** Names the kind to `rerateSumsQuery`. */
  kind: z.string().regex(/^\d+$/),
  generations: countText,
  provider: z.string(),
  model: z.string(),
  state: z.string(),
  dimensions: z.string(),
  cost_basis: z.string(),
  price_id: z.string(),
  price_unit: z.string(),
  free: flag,
  mixed: flag,
  seconds_known: flag,
  gpu_known: flag,
  /** The last of the given instants that is not after their creation, ms. */
  since_ms: z.string().transform(Number),
});
export type RerateKind = z.output<typeof rerateKindRow>;

/** What a kind is made of. */
export const KIND_NAMES = [
  "provider",
  "model",
  "state",
  "dimensions",
  "cost_basis",
  "price_id",
  "price_unit",
  "free",
  "mixed",
  "seconds_known",
  "gpu_known",
  "since_ms",
].join(", ");

/** Those of them that the table does not have; needs the parameter `instants`. */
export const KIND_COLUMNS = `
  ifNull(cost = 0, false) AS free, unpriced_reason = 'mixed_charges' AS mixed,
  isNotNull(requested_seconds) AS seconds_known, isNotNull(gpu_ms) AS gpu_known,
  roundDown(toUnixTimestamp64Milli(created_at), {instants:Array(Int64)}) AS since_ms`;
/** A kind as one number. That no two kinds share one is for the reader of `rerateKindsQuery` to check. */
export const KIND_SQL = `cityHash64(${KIND_NAMES})`;

/**
 * The kinds of settled generations in a scope. `instantsMs`: where the price book changes, in order, the first not
 * after the scope's start: between two of them the same versions are valid.
 */
export function rerateKindsQuery(
  workspaceId: string,
  scope: RerateScope,
  instantsMs: readonly number[],
): Query<typeof rerateKindRow> {
  const from = ratedFrom(workspaceId, scope);
  return {
    name: "rerate_kinds",
    sql: `SELECT toString(${KIND_SQL}) AS kind, count() AS generations, ${KIND_NAMES}
FROM (SELECT provider, model, state, dimensions, cost_basis, price_id, price_unit, ${KIND_COLUMNS} ${from.sql})
GROUP BY ${KIND_NAMES}`,
    params: { ...from.params, instants: instantsMs },
    row: rerateKindRow,
  };
}
