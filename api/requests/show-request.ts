import type { StoredRequest } from "../../db/clickhouse/queries/requests.ts";
import type { RequestRow } from "../contract/requests.ts";

/** One exchange through the proxy as it is shown. */
export function showRequest(row: StoredRequest): RequestRow {
  return {
    id: row.request_id,
    at: new Date(row.at_ms).toISOString(),
    method: row.method,
    route: row.route,
    status: row.status,
    error_code: row.error_code === "" ? null : row.error_code,
    provider: row.provider,
    upstream: row.upstream,
    key_id: row.key_id,
    generation_id: row.generation_id,
    provider_job_id: row.provider_job_id === "" ? null : row.provider_job_id,
    feature: row.feature,
    user: row.user_id,
    duration_ms: row.duration_ms,
    upstream_ms: row.upstream_ms,
    bytes_in: row.bytes_in,
    bytes_out: row.bytes_out,
    client_aborted: row.client_aborted,
    retry_count: row.retry_count,
  };
}
