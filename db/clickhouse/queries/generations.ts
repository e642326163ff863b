import { z } from "zod";
import type { GenerationOrder } from "../../../domain/generation-orders.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import { factsSql } from "../cells.ts";
import { DOWNLOADS_UNKNOWN_SQL } from "./downloads.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { orderSql, positionParams, type Position } from "./generation-order.ts";
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
}

/** Generations of a range in an order. */
export function generationsQuery(input: GenerationsInput): Query<typeof generationRow> {
  const { filters, after, order = "-created", backwards = false, limit } = input;
  const narrowed = narrowedSql(input);
  const { params } = narrowed;
  const conditions = [...narrowed.conditions];
  // Why a clip was wasted stands in no column: it follows from the clips around it.
  const source = asksWaste(filters)
    ? `(${factsSql("workspace_id = {workspace:String}", at("from_ms"), at("to_ms"))}) AS cell`
    : "generations_v1 FINAL";
  const { order: orderBy, behind } = orderSql(order, backwards);
  if (after !== null) {
    Object.assign(params, positionParams(after));
    // The first part alone lets the sorting key skip what a page has behind it.
    if (order.endsWith("created")) {
      const goesDown = (order === "-created") !== backwards;
      conditions.push(`created_at ${goesDown ? "<=" : ">="} ${at("after_ms")}`);
    }
    conditions.push(behind);
  }
  const from = `FROM ${source}
WHERE ${conditions.join("\n  AND ")}${narrowed.filters}`;
  // By another order all rows are looked at: only what it needs of each, and the rest of those that are shown.
  const rows = order.endsWith("created")
    ? from
    : `FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND (created_at, generation_id) IN (
  SELECT created_at, generation_id ${from}
  ORDER BY ${orderBy} LIMIT {limit:UInt32})`;
  return {
    name: "generations",
    sql: `SELECT ${GENERATION_COLUMNS} ${rows}
ORDER BY ${orderBy} LIMIT {limit:UInt32}`,
    params: { ...params, limit },
    row: generationRow,
  };
}

const counted = z.object({ rows: countText });

/** How many stored rows a list would have to put in order, up to a limit; versions that are not merged yet count too. */
export function generationsCountQuery(
  input: Omit<GenerationsInput, "after" | "order" | "backwards">,
): Query<typeof counted> {
  const narrowed = narrowedSql(input);
  return {
    name: "generations_count",
    sql: `SELECT count() AS rows FROM (SELECT 1 FROM generations_v1
WHERE ${narrowed.conditions.join("\n  AND ")}${narrowed.filters} LIMIT {limit:UInt32})`,
    params: { ...narrowed.params, limit: input.limit },
    row: counted,
  };
}

function narrowedSql(input: Omit<GenerationsInput, "after" | "order" | "backwards" | "limit">): {
  readonly conditions: readonly string[];
  readonly filters: string;
  readonly params: Record<string, unknown>;
} {
  const { workspaceId, range, filters, search, downloadsUnknown = false } = input;
  const narrowed = filterSql(filters);
  return {
    conditions: [
      "workspace_id = {workspace:String}",
      `created_at >= ${at("from_ms")}`,
      `created_at < ${at("to_ms")}`,
      ...(downloadsUnknown ? [DOWNLOADS_UNKNOWN_SQL] : []),
      ...(search === null ? [] : [SEARCH_SQL]),
    ],
    filters: narrowed.sql,
    params: {
      workspace: workspaceId,
      from_ms: range.fromMs,
      to_ms: range.toMs,
      ...narrowed.params,
      ...(search === null ? {} : { search }),
    },
  };
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
export const SEARCH_SQL =
  "(provider_job_id = {search:String} OR user_id = {search:String} OR toString(generation_id) = lower({search:String}))";

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
