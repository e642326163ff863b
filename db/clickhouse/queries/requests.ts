import { z } from "zod";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import type { Position } from "./generation-order.ts";
import { countText, type Query } from "./query.ts";

export const requestRow = z.object({
  request_id: z.string(),
  at_ms: z.string().transform(Number),
  key_id: z.string(),
  upstream: z.string(),
  provider: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.int(),
  generation_id: z.string().nullable(),
  provider_job_id: z.string(),
  feature: z.string(),
  user_id: z.string(),
  duration_ms: z.number(),
  upstream_ms: z.number().nullable(),
  bytes_in: countText,
  bytes_out: countText,
  error_code: z.string(),
  client_aborted: z.boolean(),
  retry_count: z.int(),
});
export type StoredRequest = z.output<typeof requestRow>;

/** What a list of requests can be narrowed to; each must be equal. */
export interface RequestFilters {
  readonly status?: number;
  readonly route?: string;
  readonly upstream?: string;
  readonly keyId?: string;
  readonly user?: string;
  readonly errorCode?: string;
}

export interface RequestsInput {
  readonly workspaceId: string;
  readonly range: TimeRange;
  readonly filters: RequestFilters;
  /** Only refusals and failures (status 400 and up). */
  readonly failedOnly: boolean;
  readonly after: Position | null;
  readonly limit: number;
}

/** Requests of a range, newest first. */
export function requestsQuery(input: RequestsInput): Query<typeof requestRow> {
  const { workspaceId, range, filters, failedOnly, after, limit } = input;
  const params: Record<string, unknown> = {
    workspace: workspaceId,
    from_ms: range.fromMs,
    to_ms: range.toMs,
    limit,
  };
  const conditions = [
    "workspace_id = {workspace:String}",
    `at >= ${instant("from_ms")}`,
    `at < ${instant("to_ms")}`,
  ];
  for (const [filter, column, type] of FILTERS) {
    if (filters[filter] === undefined) continue;
    params[`is_${column}`] = filters[filter];
    conditions.push(`${column} = {is_${column}:${type}}`);
  }
  if (failedOnly) conditions.push("(status >= 400 OR status = 0)");
  if (after !== null) {
    params["after_ms"] = after.createdAtMs;
    params["after_id"] = after.id;
    conditions.push(
      `(at < ${instant("after_ms")} OR (at = ${instant("after_ms")} AND toString(request_id) < {after_id:String}))`,
    );
  }
  return {
    name: "requests",
    sql: `SELECT ${COLUMNS} FROM requests_v1 FINAL
WHERE ${conditions.join("\n  AND ")}
ORDER BY at DESC, toString(request_id) DESC LIMIT {limit:UInt32}`,
    params,
    row: requestRow,
  };
}

/** Requests about one generation, newest first. They can't be older than it. */
export function requestsOfGenerationQuery(
  workspaceId: string,
  generationId: string,
  limit: number,
): Query<typeof requestRow> {
  return {
    name: "requests_of_generation",
    sql: `SELECT ${COLUMNS} FROM requests_v1 FINAL
WHERE workspace_id = {workspace:String} AND at >= ${instant("since_ms")} AND generation_id = {id:UUID}
ORDER BY at DESC, toString(request_id) DESC LIMIT {limit:UInt32}`,
    params: {
      workspace: workspaceId,
      // The record's time is taken when the request arrives, a moment before the id is minted.
      since_ms: (uuidV7Ms(generationId) ?? 0) - ARRIVAL_MARGIN_MS,
      id: generationId,
      limit,
    },
    row: requestRow,
  };
}

/** One request by its id; null for an id that is none of ours. */
export function requestQuery(
  workspaceId: string,
  requestId: string,
): Query<typeof requestRow> | null {
  const atMs = uuidV7Ms(requestId);
  if (atMs === null) return null;
  return {
    name: "request",
    sql: `SELECT ${COLUMNS} FROM requests_v1 FINAL
WHERE workspace_id = {workspace:String} AND at >= ${instant("from_ms")} AND at < ${instant("to_ms")} AND request_id = {id:UUID}`,
    params: {
      workspace: workspaceId,
      from_ms: atMs - ARRIVAL_MARGIN_MS,
      to_ms: atMs + ARRIVAL_MARGIN_MS,
      id: requestId,
    },
    row: requestRow,
  };
}

const ARRIVAL_MARGIN_MS = 600_000;

const FILTERS = [
  ["status", "status", "UInt16"],
  ["route", "route", "String"],
  ["upstream", "upstream", "String"],
  ["keyId", "key_id", "String"],
  ["user", "user_id", "String"],
  ["errorCode", "error_code", "String"],
] as const satisfies readonly (readonly [keyof RequestFilters, string, string])[];

function instant(param: string): string {
  return `fromUnixTimestamp64Milli({${param}:Int64}, 'UTC')`;
}

const COLUMNS = Object.keys(requestRow.shape)
  .map((name) => (name === "at_ms" ? "toUnixTimestamp64Milli(at) AS at_ms" : name))
  .join(", ");
