import type { z } from "@hono/zod-openapi";
import { requestFacetsQuery as facetsSql } from "../../db/clickhouse/queries/request-facets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { requestFacetsQuery } from "../contract/analytics-query.ts";
import type { RequestFacets } from "../contract/requests.ts";
import type { CallContext } from "../http/call-context.ts";
import { readRequestScope } from "./read-request-scope.ts";

const MOST_VALUES = 100;

/** What the requests of a question can be narrowed to by one of their parts. */
export async function listRequestFacets(
  ctx: CallContext,
  { by, ...asked }: z.output<typeof requestFacetsQuery>,
): Promise<RequestFacets> {
  const scope = await readRequestScope(ctx, { ...asked, [by]: undefined });
  const data = await askStore(ctx.deps.ch, facetsSql(scope, by, MOST_VALUES));
  return { data };
}
