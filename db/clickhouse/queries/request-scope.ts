import type { StatusClass } from "../../../domain/request-scope.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";

/** What requests can be narrowed to; any value of one may match, all must. */
export interface RequestFilters {
  readonly status?: readonly number[];
  readonly route?: readonly string[];
  readonly upstream?: readonly string[];
  readonly provider?: readonly string[];
  readonly keyId?: readonly string[];
  readonly feature?: readonly string[];
  readonly user?: readonly string[];
  readonly errorCode?: readonly string[];
}

export interface RequestScope {
  readonly workspaceId: string;
  readonly range: TimeRange;
  readonly filters: RequestFilters;
  readonly statusClass: StatusClass | null;
  /** Only refusals and failures: status 400 and up, or no answer. */
  readonly failedOnly: boolean;
  /** An id of a request or a generation, or a provider's job id, exactly. */
  readonly search: { readonly kind: "id" | "job"; readonly text: string } | null;
}

/** The conditions of a scope, and what is bound to them. */
export function requestScopeSql(scope: RequestScope): {
  readonly conditions: string[];
  readonly params: Record<string, unknown>;
} {
  const { workspaceId, range, filters, statusClass, failedOnly, search } = scope;
  const params: Record<string, unknown> = {
    workspace: workspaceId,
    from_ms: range.fromMs,
    to_ms: range.toMs,
  };
  const conditions = [
    "workspace_id = {workspace:String}",
    `at >= ${instantSql("from_ms")}`,
    `at < ${instantSql("to_ms")}`,
  ];
  for (const [filter, column, type] of FILTERS) {
    if (filters[filter] === undefined) continue;
    params[`is_${column}`] = filters[filter];
    conditions.push(`${column} IN {is_${column}:Array(${type})}`);
  }
  if (statusClass !== null) conditions.push(CLASS_SQL[statusClass]);
  if (failedOnly) conditions.push("(status >= 400 OR status = 0)");
  if (search !== null) {
    params["search"] = search.text;
    conditions.push(SEARCH_SQL[search.kind]);
  }
  return { conditions, params };
}

export function instantSql(param: string): string {
  return `fromUnixTimestamp64Milli({${param}:Int64}, 'UTC')`;
}

const FILTERS = [
  ["status", "status", "UInt16"],
  ["route", "route", "String"],
  ["upstream", "upstream", "String"],
  ["provider", "provider", "String"],
  ["keyId", "key_id", "String"],
  ["feature", "feature", "String"],
  ["user", "user_id", "String"],
  ["errorCode", "error_code", "String"],
] as const satisfies readonly (readonly [keyof RequestFilters, string, string])[];

const CLASS_SQL: Record<StatusClass, string> = {
  "2xx": "(status >= 200 AND status < 300)",
  "3xx": "(status >= 300 AND status < 400)",
  "4xx": "(status >= 400 AND status < 500)",
  "5xx": "status >= 500",
  none: "status = 0",
};

const SEARCH_SQL = {
  id: "(request_id = {search:UUID} OR generation_id = {search:UUID})",
  job: "provider_job_id = {search:String}",
} as const;
