import { z } from "zod";
import type { RequestFacet } from "../../../domain/request-scope.ts";
import { countText, type Query } from "./query.ts";
import { requestScopeSql, type RequestScope } from "./request-scope.ts";

export const requestFacetRow = z.object({ value: z.string(), requests: countText });

/** The values of one column with how many requests of the scope have each, the most first. */
export function requestFacetsQuery(
  scope: RequestScope,
  by: RequestFacet,
  limit: number,
): Query<typeof requestFacetRow> {
  const { conditions, params } = requestScopeSql(scope);
  return {
    name: "request_facets",
    sql: `SELECT toString(${COLUMNS[by]}) AS value, count() AS requests FROM requests_v1 FINAL
WHERE ${conditions.join("\n  AND ")}
GROUP BY value ORDER BY requests DESC, value LIMIT {limit:UInt32}`,
    params: { ...params, limit },
    row: requestFacetRow,
  };
}

const COLUMNS: Record<RequestFacet, string> = {
  route: "route",
  upstream: "upstream",
  provider: "provider",
  key: "key_id",
  feature: "feature",
  error_code: "error_code",
  status_class: "if(status = 0, 'none', concat(toString(intDiv(status, 100)), 'xx'))",
};
