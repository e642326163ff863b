import type { z } from "@hono/zod-openapi";
import { ARRIVAL_MARGIN_MS } from "../../db/clickhouse/queries/requests.ts";
import type { RequestFilters, RequestScope } from "../../db/clickhouse/queries/request-scope.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { isUuid, uuidV7Ms } from "../../domain/uuid-v7.ts";
import { readPeriod } from "../analytics/read-period.ts";
import type { requestsQuery } from "../contract/analytics-query.ts";
import type { CallContext } from "../http/call-context.ts";

type ScopeQuery = Omit<z.output<typeof requestsQuery>, "cursor" | "limit" | "generation_id">;

/** Which requests a question is about. @throws ApiError naming the faulty field */
export async function readRequestScope(ctx: CallContext, query: ScopeQuery): Promise<RequestScope> {
  const { timeZone } = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const { range } = readPeriod(query, timeZone, ctx.nowMs);
  const { search } = query;
  const mintedMs = search === undefined ? null : uuidV7Ms(search);
  return {
    workspaceId: ctx.workspaceId,
    // An id says itself from when on it can be found.
    range:
      mintedMs === null
        ? range
        : { fromMs: mintedMs - ARRIVAL_MARGIN_MS, toMs: ctx.nowMs + ARRIVAL_MARGIN_MS },
    filters: filtersOf(query),
    statusClass: query.status_class ?? null,
    failedOnly: query.failed === "true",
    search: search === undefined ? null : { kind: isUuid(search) ? "id" : "job", text: search },
  };
}

function filtersOf(query: ScopeQuery): RequestFilters {
  return {
    ...(query.status === undefined ? {} : { status: [Number(query.status)] }),
    ...(query.route === undefined ? {} : { route: query.route }),
    ...(query.upstream === undefined ? {} : { upstream: query.upstream }),
    ...(query.provider === undefined ? {} : { provider: query.provider }),
    ...(query.key === undefined ? {} : { keyId: query.key }),
    ...(query.feature === undefined ? {} : { feature: query.feature }),
    ...(query.user === undefined ? {} : { user: query.user }),
    ...(query.error_code === undefined ? {} : { errorCode: query.error_code }),
  };
}
