import { z } from "zod";
import { readFact } from "./row-error.ts";

const DAY_MS = 86_400_000;

/** A request record as the spool keeps it. */
const fact = z.object({
  requestId: z.uuid(),
  workspaceId: z.string().min(1),
  atMs: z.number().nonnegative(),
  keyId: z.string(),
  upstream: z.string(),
  provider: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.int().min(0).max(65_535),
  generationId: z.uuid().nullable(),
  providerJobId: z.string().nullable(),
  feature: z.string(),
  userId: z.string(),
  durationMs: z.number().nonnegative(),
  upstreamMs: z.number().nonnegative().nullable(),
  bytesIn: z.int().nonnegative(),
  bytesOut: z.int().nonnegative(),
  errorCode: z.string(),
  clientAborted: z.boolean(),
  retryCount: z.int().min(0).max(65_535),
  retainDays: z.int().positive(),
});

/** A row of `requests_v1`, ready for JSONEachRow. @throws RowError when the record has another shape. */
export function requestRow(record: unknown, batchId: string) {
  const r = readFact(fact, record);
  return {
    workspace_id: r.workspaceId,
    request_id: r.requestId,
    at: new Date(r.atMs).toISOString(),
    key_id: r.keyId,
    upstream: r.upstream,
    provider: r.provider,
    method: r.method,
    route: r.route,
    status: r.status,
    generation_id: r.generationId,
    provider_job_id: r.providerJobId ?? "",
    feature: r.feature,
    user_id: r.userId,
    duration_ms: r.durationMs,
    upstream_ms: r.upstreamMs,
    bytes_in: r.bytesIn,
    bytes_out: r.bytesOut,
    error_code: r.errorCode,
    client_aborted: r.clientAborted,
    retry_count: r.retryCount,
    retain_until: new Date(r.atMs + r.retainDays * DAY_MS).toISOString().slice(0, 10),
    batch_id: batchId,
  };
}
