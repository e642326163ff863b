import { z } from "zod";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import type { Position } from "./generation-order.ts";
import { countText, type Query } from "./query.ts";
import { instantSql, requestScopeSql, type RequestScope } from "./request-scope.ts";

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

export interface RequestsInput {
  readonly scope: RequestScope;
  readonly after: Position | null;
  readonly limit: number;
}

/** Requests of a scope, newest first. */
export function requestsQuery({ scope, after, limit }: RequestsInput): Query<typeof requestRow> {
  const { conditions, params } = requestScopeSql(scope);
  if (after !== null) {
    params["after_ms"] = after.createdAtMs;
    params["after_id"] = after.id;
    conditions.push(
      `(at < ${instantSql("after_ms")} OR (at = ${instantSql("after_ms")} AND toString(request_id) < {after_id:String}))`,
    );
  }
  return {
    name: "requests",
    sql: `SELECT ${COLUMNS} FROM requests_v1 FINAL
WHERE ${conditions.join("\n  AND ")}
ORDER BY at DESC, toString(request_id) DESC LIMIT {limit:UInt32}`,
    params: { ...params, limit },
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
WHERE workspace_id = {workspace:String} AND at >= ${instantSql("since_ms")} AND generation_id = {id:UUID}
ORDER BY at DESC, toString(request_id) DESC LIMIT {limit:UInt32}`,
    params: {
      workspace: workspaceId,
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
WHERE workspace_id = {workspace:String} AND at >= ${instantSql("from_ms")} AND at < ${instantSql("to_ms")} AND request_id = {id:UUID}`,
    params: {
      workspace: workspaceId,
      from_ms: atMs - ARRIVAL_MARGIN_MS,
      to_ms: atMs + ARRIVAL_MARGIN_MS,
      id: requestId,
    },
    row: requestRow,
  };
}

/** A record's time is taken when the request arrives, a moment from when its ids are minted. */
export const ARRIVAL_MARGIN_MS = 600_000;

const COLUMNS = Object.keys(requestRow.shape)
  .map((name) => (name === "at_ms" ? "toUnixTimestamp64Milli(at) AS at_ms" : name))
  .join(", ");
