import { z } from "zod";
import { FINAL_STATES } from "../../../domain/generation.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import { factsSql } from "../cells.ts";
import { asksWaste, GENERATION_COLUMNS, generationRow, searchSql } from "./generations.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { filterSql, type Filter } from "./scope.ts";

/** What an export is about. */
export interface ExportScope {
  readonly workspaceId: string;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** As in a list: an id, a provider's job id or a user, exactly. */
  readonly search: string | null;
  /** Only those with a final state and a known cost. */
  readonly chargedOnly: boolean;
}

/** A generation with why it was wasted, '' when it was not. */
export const exportedRow = generationRow.extend({ waste_cause: z.string() });
export type ExportedGeneration = z.output<typeof exportedRow>;

const sliceEnd = z.object({ at_ms: z.string().transform(Number) });

/**
 * When the generation was created that stands behind so many stored rows of a range; no row where fewer are left. Versions
 * that were not merged yet count too: a slice may be smaller, never larger.
 */
export function sliceEndQuery(
  workspaceId: string,
  range: TimeRange,
  rows: number,
): Query<typeof sliceEnd> {
  return {
    name: "export_slice_end",
    sql: `SELECT toUnixTimestamp64Milli(created_at) AS at_ms FROM generations_v1
WHERE workspace_id = {workspace:String} AND created_at >= ${FROM} AND created_at < ${TO}
ORDER BY workspace_id, created_at LIMIT 1 OFFSET {rows:UInt32}`,
    params: { ...rangeParams(workspaceId, range), rows },
    row: sliceEnd,
  };
}

/** The generations of a slice of time that the export is about, in their last version, oldest first. */
export function exportedQuery(scope: ExportScope, slice: TimeRange): Query<typeof exportedRow> {
  const filters = filterSql(scope.filters);
  const facts = factsSql("workspace_id = {workspace:String}", FROM, TO);
  return {
    name: "exported",
    sql: `SELECT ${GENERATION_COLUMNS}, waste_cause FROM (${facts}) AS cell
WHERE true${filters.sql}${searchOf(scope)}${scope.chargedOnly ? ` AND ${CHARGED}` : ""}
ORDER BY created_at, generation_id`,
    params: {
      ...rangeParams(scope.workspaceId, slice),
      ...filters.params,
      search: scope.search ?? "",
    },
    row: exportedRow,
  };
}

const exportCounts = z.object({
  charged: countText,
  unpriced: countText,
  in_flight: countText,
  lost: countText,
});

/** How many generations of a scope have a known cost, and why the others have none. */
export function exportCountsQuery(scope: ExportScope): Query<typeof exportCounts> {
  const filters = filterSql(scope.filters);
  const source = asksWaste(scope.filters)
    ? `(${factsSql("workspace_id = {workspace:String}", FROM, TO)}) AS cell`
    : "generations_v1 FINAL";
  return {
    name: "export_counts",
    sql: `SELECT countIf(${CHARGED}) AS charged, countIf(${ENDED} AND NOT (${CHARGED})) AS unpriced,
  countIf(state = 'lost') AS lost, count() - charged - unpriced - lost AS in_flight
FROM ${source}
WHERE workspace_id = {workspace:String} AND created_at >= ${FROM} AND created_at < ${TO}${filters.sql}${searchOf(scope)}`,
    params: {
      ...rangeParams(scope.workspaceId, scope.range),
      ...filters.params,
      search: scope.search ?? "",
    },
    row: exportCounts,
  };
}

const costChange = z.object({
  generation_id: z.string(),
  rerate_id: z.string(),
  cost: decimalText.nullable(),
  currency: z.string(),
});

/** What these re-ratings made of the cost of generations that were created in a slice of time, where they changed it. */
export function costChangesQuery(
  workspaceId: string,
  slice: TimeRange,
  rerateIds: readonly string[],
): Query<typeof costChange> {
  return {
    name: "cost_changes",
    sql: `SELECT generation_id, rerate_id, kept.next_cost AS cost, toString(kept.next_currency) AS currency
FROM rerated_v1 AS kept FINAL
WHERE workspace_id = {workspace:String} AND has({rerates:Array(UUID)}, rerate_id)
  AND created_at >= ${FROM} AND created_at < ${TO}
  AND (NOT (kept.cost <=> kept.next_cost) OR kept.currency != kept.next_currency)`,
    params: { ...rangeParams(workspaceId, slice), rerates: rerateIds },
    row: costChange,
  };
}

const FROM = "fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')";
const TO = "fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')";
const ENDED = `state IN (${FINAL_STATES.map((state) => `'${state}'`).join(", ")})`;
const CHARGED = `${ENDED} AND isNotNull(cost) AND currency != ''`;

function rangeParams(workspaceId: string, range: TimeRange): Record<string, unknown> {
  return { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs };
}

function searchOf({ search }: ExportScope): string {
  return search === null ? "" : ` AND ${searchSql(search)}`;
}
