import type { Postgres } from "../client.ts";

export interface DueDelivery {
  readonly id: string;
  readonly workspaceId: string;
  readonly generationId: string;
  /** Null when the address is gone. */
  readonly urlSealed: Uint8Array | null;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** Tries before this one. */
  readonly tries: number;
}

/**
 * Leases up to `limit` due deliveries; no two workers get the same one. Those that were tried least go first, so that
 * receivers that are down hold nobody else's up. A lease that its owner doesn't end runs out, and it is tried again.
 */
export async function claimDueDeliveries(
  pg: Postgres,
  claim: { readonly owner: string; readonly limit: number; readonly leaseMs: number },
): Promise<readonly DueDelivery[]> {
  const rows = await pg.sql<DueColumns[]>`
    with claimed as (
      update callback_deliveries set lease_owner = ${claim.owner}::uuid,
        lease_until = now() + ${claim.leaseMs}::integer * interval '1 millisecond'
      where id in (
        select id from callback_deliveries
        where next_try_at <= now() and (lease_until is null or lease_until < now())
        order by tries, next_try_at limit ${claim.limit}::integer for update skip locked)
      returning id, workspace_id, generation_id, headers, body, tries, received_at)
    select claimed.*, job_callbacks.url_sealed from claimed left join job_callbacks using (generation_id)
    order by claimed.tries, claimed.received_at, claimed.id`;
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    generationId: row.generation_id,
    urlSealed: row.url_sealed,
    headers: row.headers,
    body: row.body,
    tries: row.tries,
  }));
}

/** How a try went. */
export interface DeliveryTry {
  readonly id: string;
  readonly owner: string;
  readonly status: number | null;
  /** Why there is no status, or why it doesn't count: a code. */
  readonly fault: string | null;
  readonly delivered: boolean;
  /** Until the next try; null ends it. */
  readonly delayMs: number | null;
}

/** Writes how a try went and ends its lease. False when the lease was lost meanwhile: then somebody else tries. */
export async function finishTry(pg: Postgres, tried: DeliveryTry): Promise<boolean> {
  const ends = tried.delivered || tried.delayMs === null;
  const state = tried.delivered ? "delivered" : ends ? "failed" : "waiting";
  const rows = await pg.sql`
    update callback_deliveries set state = ${state}, tries = tries + 1, last_status = ${tried.status}::integer,
      last_fault = ${tried.fault}::text,
      body = case when ${tried.delivered}::boolean then null else body end,
      next_try_at = case when ${ends}::boolean then null
        else now() + ${tried.delayMs}::double precision * interval '1 millisecond' end,
      ended_at = case when ${ends}::boolean then now() end, lease_owner = null, lease_until = null
    where id = ${tried.id}::uuid and lease_owner = ${tried.owner}::uuid and next_try_at is not null
    returning 1`;
  return rows.length > 0;
}

const KEPT_DAYS = 30;
const DELETE_BATCH = 5_000;

/** Removes deliveries and addresses older than 30 days, a bounded batch at a time; what still waits stays. */
export async function purgeCallbacks(pg: Postgres): Promise<void> {
  await pg.sql`
    delete from callback_deliveries where ctid in (
      select ctid from callback_deliveries
      where received_at < now() - ${KEPT_DAYS}::integer * interval '1 day' and next_try_at is null
      limit ${DELETE_BATCH}::integer)`;
  await pg.sql`
    delete from job_callbacks where ctid in (
      select ctid from job_callbacks
      where created_at < now() - ${KEPT_DAYS}::integer * interval '1 day'
        and not exists (select 1 from callback_deliveries d
          where d.generation_id = job_callbacks.generation_id)
      limit ${DELETE_BATCH}::integer)`;
}

interface DueColumns {
  readonly id: string;
  readonly workspace_id: string;
  readonly generation_id: string;
  readonly url_sealed: Uint8Array | null;
  readonly headers: string[];
  readonly body: Uint8Array;
  readonly tries: number;
}
