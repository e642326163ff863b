import type { z } from "@hono/zod-openapi";
import { isUuid } from "../../domain/uuid-v7.ts";
import {
  requestsOfGenerationQuery,
  requestsQuery as requestsSql,
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
  const rows = await askStore(
    ctx.deps.ch,
    requestsSql({
      scope,
      after: atMs === undefined || id === undefined ? null : { createdAtMs: Number(atMs), id },
      limit: query.limit + 1,
    }),
  );
  return toPage(ctx, list, rows, query, {
    show: showRequest,
    position: (row) => [String(row.at_ms), row.request_id],
  });
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
