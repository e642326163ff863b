import { parseNano } from "../../domain/money.ts";
import type { Postgres } from "./client.ts";

/** A create of which nobody knows whether the upstream took it. */
export interface UnknownJob {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly version: number;
  readonly createdAtMs: number;
  /** ms since it may be looked for; null while its create is still under way. */
  readonly unknownForMs: number | null;
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: bigint | null;
  readonly promptHash: string;
  /** The upstream's own error, when it answered the create with one that leaves room for doubt. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

/** Upstreams that have creates to be looked for. */
export async function upstreamsWithUnknownJobs(pg: Postgres): Promise<readonly string[]> {
  const rows = await pg.sql<{ upstream_id: string }[]>`
    select distinct upstream_id from jobs where outcome_unknown and unknown_since is not null`;
  return rows.map((row) => row.upstream_id);
}

/** Open creates of these upstreams, oldest first: those to be looked for and those still under way. */
export async function readUnknownJobs(
  pg: Postgres,
  upstreamIds: readonly string[],
  limit: number,
): Promise<readonly UnknownJob[]> {
  const rows = await pg.sql<UnknownColumns[]>`
    select generation_id, workspace_id, upstream_id, version, model, resolution, requested_seconds, prompt_hash,
      refusal_code, refusal_message,
      round(extract(epoch from created_at) * 1000)::float8 as created_at_ms,
      round(extract(epoch from now() - unknown_since) * 1000)::float8 as unknown_for_ms
    from jobs
    where outcome_unknown and upstream_id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(upstreamIds)}::jsonb))
    order by created_at, generation_id limit ${limit}::integer`;
  return rows.map((row) => ({
    generationId: row.generation_id,
    workspaceId: row.workspace_id,
    upstreamId: row.upstream_id,
    version: row.version,
    createdAtMs: row.created_at_ms,
    unknownForMs: row.unknown_for_ms,
    model: row.model,
    resolution: row.resolution,
    requestedSeconds: row.requested_seconds === null ? null : parseNano(row.requested_seconds),
    promptHash: row.prompt_hash,
    refusal:
      row.refusal_code === null
        ? null
        : { code: row.refusal_code, message: row.refusal_message ?? "" },
  }));
}

/** Those of the provider's ids that are booked on any of these upstreams. */
export async function bookedProviderJobs(
  pg: Postgres,
  upstreamIds: readonly string[],
  providerJobIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await pg.sql<{ provider_job_id: string }[]>`
    select provider_job_id from jobs
    where upstream_id in (
        select value::uuid from jsonb_array_elements_text(${JSON.stringify(upstreamIds)}::jsonb))
      and provider_job_id in (
        select jsonb_array_elements_text(${JSON.stringify(providerJobIds)}::jsonb))`;
  return new Set(rows.map((row) => row.provider_job_id));
}

interface UnknownColumns {
  readonly generation_id: string;
  readonly workspace_id: string;
  readonly upstream_id: string;
  readonly version: number;
  readonly created_at_ms: number;
  readonly unknown_for_ms: number | null;
  readonly model: string;
  readonly resolution: string;
  readonly requested_seconds: string | null;
  readonly prompt_hash: string;
  readonly refusal_code: string | null;
  readonly refusal_message: string | null;
}
