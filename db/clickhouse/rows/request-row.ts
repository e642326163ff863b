import { z } from "zod";
import { readFact } from "./row-error.ts";

const DAY_MS = 86_400_000;
/** The last day of ClickHouse's Date. */
const LAST_DAY_MS = Date.UTC(2149, 5, 6);

/** One HTTP exchange, before it is a row. */
export interface RequestFact {
  readonly requestId: string;
  readonly workspaceId: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly upstream: string;
  readonly provider: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly generationId: string | null;
  readonly providerJobId: string | null;
  readonly feature: string;
  readonly userId: string;
  readonly durationMs: number;
  readonly upstreamMs: number | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly errorCode: string;
  readonly clientAborted: boolean;
  readonly retryCount: number;
  readonly retainDays: number;
}

/**
 * A row of `requests_v1` as one line of JSON, but for its batch: the spool keeps it and ClickHouse gets it as it
 * stands, so that a record is turned into text once. Written by hand, for it is made for every request.
 */
export function requestLine(r: RequestFact): string {
  const retainUntil = Math.min(r.atMs + r.retainDays * DAY_MS, LAST_DAY_MS);
  return (
    `{"workspace_id":${quoted(r.workspaceId)},"request_id":${quoted(r.requestId)}` +
    `,"at":"${new Date(r.atMs).toISOString()}","key_id":${quoted(r.keyId)}` +
    `,"upstream":${quoted(r.upstream)},"provider":${quoted(r.provider)}` +
    `,"method":${quoted(r.method)},"route":${quoted(r.route)},"status":${r.status}` +
    `,"generation_id":${r.generationId === null ? "null" : quoted(r.generationId)}` +
    `,"provider_job_id":${quoted(r.providerJobId ?? "")}` +
    `,"feature":${quoted(r.feature)},"user_id":${quoted(r.userId)}` +
    `,"duration_ms":${r.durationMs},"upstream_ms":${r.upstreamMs}` +
    `,"bytes_in":${r.bytesIn},"bytes_out":${r.bytesOut},"error_code":${quoted(r.errorCode)}` +
    `,"client_aborted":${r.clientAborted},"retry_count":${r.retryCount}` +
    `,"retain_until":"${new Date(retainUntil).toISOString().slice(0, 10)}"}`
  );
}

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** What JSON writes as it stands. */
const PLAIN = /^[\w\-./:{}() ]*$/;

const row = z.object({
  workspace_id: z.string().min(1),
  request_id: z.uuid(),
  at: z.iso.datetime(),
  key_id: z.string(),
  upstream: z.string(),
  provider: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.int().min(0).max(65_535),
  generation_id: z.uuid().nullable(),
  provider_job_id: z.string(),
  feature: z.string(),
  user_id: z.string(),
  duration_ms: z.number().nonnegative(),
  upstream_ms: z.number().nonnegative().nullable(),
  bytes_in: z.int().nonnegative(),
  bytes_out: z.int().nonnegative(),
  error_code: z.string(),
  client_aborted: z.boolean(),
  retry_count: z.int().min(0).max(65_535),
  retain_until: z.iso.date(),
});

/** Reads a line strictly, for batches that ClickHouse refused. @throws RowError, or SyntaxError when it is no JSON. */
export function requestRow(line: string, batchId: string) {
  return { ...readFact(row, JSON.parse(line)), batch_id: batchId };
}
