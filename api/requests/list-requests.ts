import type { z } from "@hono/zod-openapi";
import { isUuid } from "../../domain/uuid-v7.ts";
import {
  ARRIVAL_MARGIN_MS,
  requestsOfGenerationQuery,
  requestsQuery as requestsSql,
  type RequestsInput,
  type StoredRequest,
} from "../../db/clickhouse/queries/requests.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { requestsQuery } from "../contract/analytics-query.ts";
import type { RequestsAnswer } from "../contract/requests.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { readRequestScope } from "./read-request-scope.ts";
import { showRequest } from "./show-request.ts";

type Query = z.output<typeof requestsQuery>;

/** Exchanges through the proxy, newest first; with `generation_id` all of one generation. */
export async function listRequests(ctx: CallContext, query: Query): Promise<RequestsAnswer> {
  if (query.generation_id !== undefined) return ofGeneration(ctx, query, query.generation_id);
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `requests ${JSON.stringify(asked)}`;
  const scope = await readRequestScope(ctx, query);
  const [atMs, id] = positionOf(ctx, list, query, 2) ?? [];
  const after = atMs === undefined || id === undefined ? null : { createdAtMs: Number(atMs), id };
  const rows = await newestOf(ctx, { scope, after, limit: query.limit + 1 });
  return toPage(ctx, list, rows, query, {
    show: showRequest,
    position: (row) => [String(row.at_ms), row.request_id],
  });
}

const HOUR_MS = 3_600_000;
/** Most pages are full after the first look; who looks for what is rare waits for the last one. */
const LOOKS_MS = [HOUR_MS, 24 * HOUR_MS, 8 * 24 * HOUR_MS, Infinity];
/** What has an id is rare for certain. */
const ONE_LOOK_MS = [Infinity];

/** Looks in the last hour of the scope, and further back while that does not fill the page. */
async function newestOf(ctx: CallContext, input: RequestsInput): Promise<StoredRequest[]> {
  const { range, search } = input.scope;
  const { createdAtMs: afterMs = Infinity } = input.after ?? {};
  const toMs = Math.max(
    range.fromMs,
    Math.min(range.toMs, ctx.nowMs + ARRIVAL_MARGIN_MS, afterMs + 1),
  );
  for (const lookMs of search === null ? LOOKS_MS : ONE_LOOK_MS) {
    const fromMs = Math.max(range.fromMs, toMs - lookMs);
    const scope = { ...input.scope, range: { fromMs, toMs } };
    const rows = await askStore(ctx.deps.ch, requestsSql({ ...input, scope }));
    if (rows.length >= input.limit || fromMs === range.fromMs) return rows;
  }
  return [];
}

async function ofGeneration(ctx: CallContext, query: Query, id: string): Promise<RequestsAnswer> {
  if (!isUuid(id)) throw invalidField("generation_id", "must be a generation's id");
  if (query.cursor !== undefined) throw invalidField("cursor", "is not used with generation_id");
  const rows = await askStore(
    ctx.deps.ch,
    requestsOfGenerationQuery(ctx.workspaceId, id, query.limit),
  );
  return { data: rows.map(showRequest), next_cursor: null };
}
