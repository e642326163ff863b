import { z } from "zod";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import { factsSql } from "../cells.ts";
import { DOWNLOADS_UNKNOWN_SQL } from "./downloads.ts";
import { countText, decimalText, type Query } from "./query.ts";
import {
  orderSql,
  positionParams,
  type GenerationOrder,
  type Position,
} from "./generation-order.ts";
import { filterSql, type Filter } from "./scope.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";

const instantMs = z.string().regex(/^\d+$/).transform(Number).nullable();
const decimal = decimalText.nullable();

/** One generation as ClickHouse has it; instants in ms, absent text as "". */
export const generationRow = z.object({
  generation_id: z.string(),
  created_at_ms: z.string().transform(Number),
  version: countText,
  operation: z.string(),
  state: z.string(),
  provider: z.string(),
  upstream: z.string(),
  key_id: z.string(),
  provider_job_id: z.string(),
  source_provider_job_id: z.string(),
  feature: z.string(),
  surface: z.string(),
  customer: z.string(),
  user_id: z.string(),
  region: z.string(),
  platform: z.string(),
  plan: z.string(),
  tags: z.record(z.string(), z.string()),
  model: z.string(),
  resolution: z.string(),
  requested_seconds: decimal,
  video_seconds: decimal,
  audio: z.boolean().nullable(),
  dimensions: z.string(),
  prompt_hash: z.string(),
  submitted_at_ms: instantMs,
  started_at_ms: instantMs,
  finished_at_ms: instantMs,
  settled_at_ms: instantMs,
  lost_at_ms: instantMs,
  first_downloaded_at_ms: instantMs,
  downloads_pass: z.boolean(),
  gpu_ms: countText.nullable(),
  gpu_basis: z.string(),
  gpu_type: z.string(),
  estimate: decimal,
  cost: decimal,
  currency: z.string(),
  cost_basis: z.string(),
  unpriced_reason: z.string(),
  price_id: z.string(),
  price_unit: z.string(),
  units: decimal,
  unit_amount: decimal,
  failure_kind: z.string(),
  failure_code: z.string(),
  failure_message: z.string(),
});
export type StoredGeneration = z.output<typeof generationRow>;

export interface GenerationsInput {
  readonly workspaceId: string;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** An id, a provider's job id or a user, exactly. */
  readonly search: string | null;
  /** Only finished clips that are fetched from elsewhere. */
  readonly downloadsUnknown?: boolean;
  readonly after: Position | null;
  /** Newest first unless said otherwise. */
  readonly order?: GenerationOrder;
  /** From the list's other end: what comes before `after`, the nearest first. */
  readonly backwards?: boolean;
  readonly limit: number;
  /**
   * Looks no further than this many stored rows that match, whichever version they are; see `candidatesQuery`. Only by
   * time; without it all of the range is merged.
   */
  readonly reach?: number;
}

/** Generations of a range in an order. */
export function generationsQuery(input: GenerationsInput): Query<typeof generationRow> {
  const { search, order = "-created", backwards = false, limit, reach } = input;
  const { source, where, params } = matching(input);
  const { order: orderBy } = orderSql(order, backwards);
  const near =
    reach === undefined ? "" : `\n  AND created_at GLOBAL IN (${candidatesSql(input, where)})`;
  const from = `FROM ${source}
WHERE ${where}${search === null ? "" : `\n  AND ${searchSql(search)}`}${near}`;
  // By another order all rows are looked at: only what it needs of each, and the rest of those that are shown.
  const rows = isByTime(order)
    ? from
    : `FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND (created_at, generation_id) IN (
  SELECT created_at, generation_id ${from}
  ORDER BY ${orderBy} LIMIT {limit:UInt32})`;
  return {
    name: "generations",
    sql: `SELECT ${GENERATION_COLUMNS} ${rows}
ORDER BY ${orderBy} LIMIT {limit:UInt32}`,
    params: { ...params, limit, ...(reach === undefined ? {} : { reach }) },
    row: generationRow,
  };
}

export const candidatesRow = z.object({ candidates: countText });

/**
 * How many stored rows match, counted up to the reach: below it, the page of `generationsQuery` is all there is. Merging
 * versions costs most; these are read as they are, nearest in time first, so that only what lies near them is merged.
 */
export function candidatesQuery(
  input: GenerationsInput & { readonly reach: number },
): Query<typeof candidatesRow> {
  const { where, params } = matching(input);
  return {
    name: "generation_candidates",
    sql: `SELECT count() AS candidates FROM (${candidatesSql(input, where)})`,
    params: { ...params, reach: input.reach },
    row: candidatesRow,
  };
}

/** A generation whose last version matches is among them: that version is stored too. */
function candidatesSql(input: GenerationsInput, where: string): string {
  const direction = goesDown(input) ? "DESC" : "ASC";
  const nearest = (condition: string) => `SELECT created_at FROM generations_v1
  WHERE ${where}${condition} ORDER BY created_at ${direction} LIMIT {reach:UInt32}`;
  if (input.search === null) return nearest("");
  // Each by its own index, which one question with OR would not use.
  const each = searched(input.search).map((condition) => `(${nearest(` AND ${condition}`)})`);
  return `SELECT created_at FROM (${each.join(" UNION ALL ")}) ORDER BY created_at ${direction} LIMIT {reach:UInt32}`;
}

/** How many stored rows a list would have to put in order, up to a limit; versions that are not merged yet count too. */
export function generationsCountQuery(
  input: Omit<GenerationsInput, "after" | "order" | "backwards">,
): Query<typeof candidatesRow> {
  const { where, params } = matching({ ...input, after: null });
  const search = input.search === null ? "" : `\n  AND ${searchSql(input.search)}`;
  return {
    name: "generations_count",
    sql: `SELECT count() AS candidates FROM (SELECT 1 FROM generations_v1
WHERE ${where}${search} LIMIT {limit:UInt32})`,
    params: { ...params, limit: input.limit },
    row: candidatesRow,
  };
}

/** The rows that an input asks for: where they are, and the conditions on them but for the text. */
function matching(input: GenerationsInput) {
  const { workspaceId, range, filters, search, downloadsUnknown = false, after } = input;
  const params: Record<string, unknown> = {
    workspace: workspaceId,
    from_ms: range.fromMs,
    to_ms: range.toMs,
  };
  const conditions = [
    "workspace_id = {workspace:String}",
    `created_at >= ${at("from_ms")}`,
    `created_at < ${at("to_ms")}`,
    ...(downloadsUnknown ? [DOWNLOADS_UNKNOWN_SQL] : []),
  ];
  // Why a clip was wasted stands in no column: it follows from the clips around it.
  const source = asksWaste(filters)
    ? `(${factsSql("workspace_id = {workspace:String}", at("from_ms"), at("to_ms"))}) AS cell`
    : "generations_v1 FINAL";
  const narrowed = filterSql(filters);
  Object.assign(params, narrowed.params);
  if (search !== null) params["search"] = search;
  if (after !== null) {
    const { order = "-created", backwards = false } = input;
    Object.assign(params, positionParams(after));
    // The first part alone lets the sorting key skip what a page has behind it.
    if (isByTime(order)) {
      conditions.push(`created_at ${goesDown(input) ? "<=" : ">="} ${at("after_ms")}`);
    }
    conditions.push(orderSql(order, backwards).behind);
  }
  return { source, where: `${conditions.join("\n  AND ")}${narrowed.sql}`, params };
}

/** True for the orders of time, which the sorting key helps with. */
export function isByTime(order: GenerationOrder): boolean {
  return order.endsWith("created");
}

/** Whether a list goes back in time, or down in what it is ordered by. */
export function goesDown({
  order = "-created",
  backwards = false,
}: Pick<GenerationsInput, "order" | "backwards">): boolean {
  return order.startsWith("-") !== backwards;
}

/** True when a filter asks for a cause of waste, which takes the clips around each into account. */
export function asksWaste(filters: readonly Filter[]): boolean {
  return filters.some(({ dimension }) => dimension === "waste");
}

/** One generation by its id, whose time part says where it lies; null for an id that is none of ours. */
export function generationQuery(
  workspaceId: string,
  generationId: string,
): Query<typeof generationRow> | null {
  const createdAtMs = uuidV7Ms(generationId);
  if (createdAtMs === null) return null;
  return {
    name: "generation",
    sql: `SELECT ${GENERATION_COLUMNS} FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND created_at = ${at("created_ms")} AND generation_id = {id:UUID}`,
    params: { workspace: workspaceId, created_ms: createdAtMs, id: generationId },
    row: generationRow,
  };
}

/** An id, a provider's job id or a user, exactly; the text is bound as `search`. */
export function searchSql(search: string): string {
  return `(${searched(search).join(" OR ")})`;
}

/** An id says when it was made, and so where it lies. */
function searched(search: string): readonly string[] {
  const createdAtMs = uuidV7Ms(search.toLowerCase());
  return [
    "provider_job_id = {search:String}",
    "user_id = {search:String}",
    ...(createdAtMs === null
      ? []
      : [
          `created_at = fromUnixTimestamp64Milli(toInt64(${createdAtMs}), 'UTC') AND generation_id = {search:UUID}`,
        ]),
  ];
}

function at(param: string): string {
  return `fromUnixTimestamp64Milli({${param}:Int64}, 'UTC')`;
}

const INSTANTS = [
  "created_at",
  "submitted_at",
  "started_at",
  "finished_at",
  "settled_at",
  "lost_at",
  "first_downloaded_at",
];

/** The columns of `generationRow`, out of `generations_v1`. */
export const GENERATION_COLUMNS = Object.keys(generationRow.shape)
  .map((name) => {
    const instant = INSTANTS.find((each) => name === `${each}_ms`);
    return instant === undefined ? name : `toUnixTimestamp64Milli(${instant}) AS ${name}`;
  })
  .join(", ");
