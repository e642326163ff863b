import {
  GENERATION_STATES,
  GPU_BASES,
  OPERATIONS,
  type GenerationState,
  type Operation,
} from "../../domain/generation.ts";
import { parseNano } from "../../domain/money.ts";
import type { JobFacts } from "../../domain/settlement.ts";
import type { Postgres } from "./client.ts";
import { costColumnsOf, costOf, type CostColumns } from "./cost-columns.ts";

/** A job as the books hold it now. */
export interface StoredJob {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
  /** Its slug. */
  readonly upstream: string;
  /** Null until the upstream's answer was stored. */
  readonly providerJobId: string | null;
  readonly operation: Operation;
  /** WIDTHxHEIGHT */
  readonly resolution: string;
  readonly version: number;
  readonly outcomeUnknown: boolean;
  readonly downloaded: boolean;
  readonly missingCount: number;
  readonly missingSinceMs: number | null;
  readonly facts: JobFacts;
}

export async function readJob(pg: Postgres, generationId: string): Promise<StoredJob | null> {
  const [row] = await pg.sql<JobColumns[]>`
    select ${columns(pg)} from jobs where generation_id = ${generationId}::uuid`;
  return row === undefined ? null : storedJob(row);
}

/** Those of the provider's ids that are this workspace's jobs on this upstream. */
export async function findJobs(
  pg: Postgres,
  workspaceId: string,
  upstreamId: string,
  providerJobIds: readonly string[],
): Promise<readonly StoredJob[]> {
  const rows = await pg.sql<JobColumns[]>`
    select ${columns(pg)} from jobs
    where upstream_id = ${upstreamId}::uuid and workspace_id = ${workspaceId}
      and provider_job_id in (
        select jsonb_array_elements_text(${JSON.stringify(providerJobIds)}::jsonb))`;
  return rows.map(storedJob);
}

/** The workspace's job on this upstream that a file was made by. */
export async function findJobOfFile(
  pg: Postgres,
  workspaceId: string,
  upstreamId: string,
  fileId: string,
): Promise<StoredJob | null> {
  const [row] = await pg.sql<JobColumns[]>`
    select ${columns(pg)} from jobs where workspace_id = ${workspaceId} and generation_id = (
      select generation_id from owned_objects where upstream_id = ${upstreamId}::uuid
        and object = 'file' and provider_id = ${fileId} and workspace_id = ${workspaceId})`;
  return row === undefined ? null : storedJob(row);
}

/** A workspace's jobs among these generations, each with its cost as the row has it. */
export async function readJobs(
  pg: Postgres,
  workspaceId: string,
  generationIds: readonly string[],
): Promise<readonly { readonly job: StoredJob; readonly columns: CostColumns }[]> {
  const rows = await pg.sql<JobColumns[]>`
    select ${columns(pg)} from jobs where workspace_id = ${workspaceId} and generation_id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(generationIds)}::jsonb))`;
  return rows.map((row) => ({ job: storedJob(row), columns: costColumnsOf(row) }));
}

interface JobColumns extends CostColumns {
  readonly generation_id: string;
  readonly workspace_id: string;
  readonly upstream_id: string;
  readonly upstream: string;
  readonly provider_job_id: string | null;
  readonly operation: string;
  readonly resolution: string;
  readonly version: number;
  readonly outcome_unknown: boolean;
  readonly downloaded: boolean;
  readonly missing_count: number;
  readonly missing_since_ms: number | null;
  readonly state: string;
  readonly provider: string;
  readonly model: string;
  readonly created_at_ms: number;
  readonly submitted_at_ms: number | null;
  readonly started_at_ms: number | null;
  readonly finished_at_ms: number | null;
  readonly progress: number | null;
  readonly requested_seconds: string | null;
  readonly dimensions: Record<string, string | number | boolean>;
  readonly gpu_ms: string | null;
  readonly gpu_basis: string | null;
  readonly gpu_type: string | null;
  readonly video_seconds: string | null;
}

const COLUMNS = `generation_id, workspace_id, upstream_id, upstream, provider_job_id, operation, resolution, version, outcome_unknown,
  first_downloaded_at is not null as downloaded, missing_count, ${inMs("missing_since")}, state, provider, model,
  ${inMs("created_at")}, ${inMs("submitted_at")}, ${inMs("started_at")}, ${inMs("finished_at")}, progress,
  requested_seconds, dimensions, gpu_ms, gpu_basis, gpu_type, video_seconds, cost, currency, cost_basis,
  unpriced_reason, price_id, price_unit, units, unit_amount`;

function columns(pg: Postgres) {
  return pg.sql.unsafe(COLUMNS);
}

function inMs(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::float8 as ${column}_ms`;
}

function storedJob(row: JobColumns): StoredJob {
  const basis = GPU_BASES.find((known) => known === row.gpu_basis);
  return {
    generationId: row.generation_id,
    workspaceId: row.workspace_id,
    upstreamId: row.upstream_id,
    upstream: row.upstream,
    providerJobId: row.provider_job_id,
    operation: known(OPERATIONS, row.operation),
    resolution: row.resolution,
    version: row.version,
    outcomeUnknown: row.outcome_unknown,
    downloaded: row.downloaded,
    missingCount: row.missing_count,
    missingSinceMs: row.missing_since_ms,
    facts: {
      state: known<GenerationState>(GENERATION_STATES, row.state),
      provider: row.provider,
      model: row.model,
      createdAtMs: row.created_at_ms,
      submittedAtMs: row.submitted_at_ms,
      startedAtMs: row.started_at_ms,
      progress: row.progress,
      requestedSeconds: nanoOrNull(row.requested_seconds),
      dimensions: row.dimensions,
      cost: costOf(row),
      gpu:
        row.gpu_ms === null || basis === undefined
          ? null
          : { ms: Number(row.gpu_ms), basis, gpuType: row.gpu_type },
      videoSeconds: nanoOrNull(row.video_seconds),
      finishedAtMs: row.finished_at_ms,
    },
  };
}

function known<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new RangeError(`the jobs table holds an unknown word: ${word}`);
  return found;
}

function nanoOrNull(decimal: string | null): bigint | null {
  return decimal === null ? null : parseNano(decimal);
}
