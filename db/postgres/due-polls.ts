import { OPERATIONS, type Operation } from "../../domain/generation.ts";
import type { DimensionValue } from "../../domain/pricing.ts";
import type { Postgres } from "./client.ts";

/** What a question about a job may depend on. */
export interface JobToAsk {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly providerJobId: string;
  readonly model: string;
  readonly operation: Operation;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
}

export interface ClaimedPoll extends JobToAsk {
  readonly attempts: number;
}

/** Upstreams that have jobs due for a poll now. */
export async function upstreamsWithDuePolls(pg: Postgres): Promise<readonly string[]> {
  const rows = await pg.sql<{ upstream_id: string }[]>`
    select distinct upstream_id from jobs
    where next_poll_at <= now() and provider_job_id is not null
      and (lease_until is null or lease_until < now())`;
  return rows.map((row) => row.upstream_id);
}

/**
 * Leases up to `limit` due jobs of one upstream, those that have waited longest first. Workers never wait for each
 * other and never get the same job; a lease that its owner doesn't use ends by itself.
 */
export async function claimDuePolls(
  pg: Postgres,
  claim: {
    readonly upstreamId: string;
    readonly owner: string;
    readonly limit: number;
    readonly leaseMs: number;
  },
): Promise<readonly ClaimedPoll[]> {
  const rows = await pg.sql<ClaimedColumns[]>`
    update jobs set lease_owner = ${claim.owner}::uuid,
      lease_until = now() + ${claim.leaseMs}::integer * interval '1 millisecond'
    where generation_id in (
      select generation_id from jobs
      where upstream_id = ${claim.upstreamId}::uuid and next_poll_at <= now()
        and provider_job_id is not null and (lease_until is null or lease_until < now())
      order by next_poll_at limit ${claim.limit}::integer for update skip locked)
    returning generation_id, workspace_id, upstream_id, provider_job_id, model, operation, dimensions, poll_attempts`;
  return rows.map((row) => ({ ...jobToAsk(row), attempts: row.poll_attempts }));
}

/** Ends a lease and says when to look again; does nothing when the job settled or the lease was lost meanwhile. */
export async function reschedulePoll(
  pg: Postgres,
  poll: { readonly generationId: string; readonly owner: string; readonly delayMs: number },
): Promise<void> {
  await pg.sql`
    update jobs set next_poll_at = now() + ${poll.delayMs}::integer * interval '1 millisecond',
      poll_attempts = poll_attempts + 1, lease_owner = null, lease_until = null
    where generation_id = ${poll.generationId}::uuid and lease_owner = ${poll.owner}::uuid
      and next_poll_at is not null`;
}

/** Puts a job that is not settled at the head of the worker's queue; durable when it resolves. */
export async function pollNow(pg: Postgres, generationIds: readonly string[]): Promise<void> {
  await pg.sql`
    update jobs set next_poll_at = now(), poll_attempts = 0
    where generation_id in (
        select value::uuid from jsonb_array_elements_text(${JSON.stringify(generationIds)}::jsonb))
      and settled_at is null`;
}

export interface ProviderJobOwner extends JobToAsk {
  readonly settled: boolean;
}

/** Whose a provider's job is, among these upstreams, whatever the workspace (webhooks carry no key). */
export async function ownersOfProviderJob(
  pg: Postgres,
  upstreamIds: readonly string[],
  providerJobId: string,
): Promise<readonly ProviderJobOwner[]> {
  const rows = await pg.sql<OwnerColumns[]>`
    select generation_id, workspace_id, upstream_id, provider_job_id, model, operation, dimensions,
      settled_at is not null as settled
    from jobs
    where provider_job_id = ${providerJobId} and upstream_id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(upstreamIds)}::jsonb))`;
  return rows.map((row) => ({ ...jobToAsk(row), settled: row.settled }));
}

/** A generation's job once its upstream has accepted it; null before. */
export async function jobOfGeneration(
  pg: Postgres,
  generationId: string,
): Promise<ProviderJobOwner | null> {
  const [row] = await pg.sql<OwnerColumns[]>`
    select generation_id, workspace_id, upstream_id, provider_job_id, model, operation, dimensions,
      settled_at is not null as settled
    from jobs where generation_id = ${generationId} and provider_job_id is not null`;
  return row === undefined ? null : { ...jobToAsk(row), settled: row.settled };
}

/** How many jobs the upstream has had for longer than `ageMs` without an outcome. */
export async function countLongOpen(pg: Postgres, ageMs: number): Promise<number> {
  const [row] = await pg.sql<{ open: number }[]>`
    select count(*)::integer as open from jobs
    where next_poll_at is not null
      and created_at < now() - ${ageMs}::bigint * interval '1 millisecond'`;
  return row?.open ?? 0;
}

/** Live processes, to share an upstream's poll rate between them. At least 1. */
export async function countLiveInstances(pg: Postgres, staleMs: number): Promise<number> {
  const [row] = await pg.sql<{ live: number }[]>`
    select count(*)::integer as live from instances
    where heartbeat_at > now() - ${staleMs}::integer * interval '1 millisecond'`;
  return Math.max(1, row?.live ?? 1);
}

function jobToAsk(row: JobToAskColumns): JobToAsk {
  const operation = OPERATIONS.find((known) => known === row.operation);
  if (operation === undefined) {
    throw new RangeError(`the jobs table holds an unknown operation: ${row.operation}`);
  }
  return {
    generationId: row.generation_id,
    workspaceId: row.workspace_id,
    upstreamId: row.upstream_id,
    providerJobId: row.provider_job_id,
    model: row.model,
    operation,
    dimensions: row.dimensions,
  };
}

interface JobToAskColumns {
  readonly generation_id: string;
  readonly workspace_id: string;
  readonly upstream_id: string;
  readonly provider_job_id: string;
  readonly model: string;
  readonly operation: string;
  readonly dimensions: Record<string, DimensionValue>;
}

interface ClaimedColumns extends JobToAskColumns {
  readonly poll_attempts: number;
}

interface OwnerColumns extends JobToAskColumns {
  readonly settled: boolean;
}
