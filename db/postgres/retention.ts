import type { Postgres } from "./client.ts";

export const IDEMPOTENCY_HOURS = 24;
const DELETE_BATCH = 5_000;

/** Removes idempotency answers older than a day, a bounded batch at a time. @returns how many went. */
export async function purgeIdempotencyKeys(pg: Postgres): Promise<number> {
  const gone = await pg.sql`
    delete from idempotency_keys where ctid in (
      select ctid from idempotency_keys
      where created_at < now() - ${IDEMPOTENCY_HOURS}::integer * interval '1 hour' limit ${DELETE_BATCH}::integer)
    returning 1`;
  return gone.length;
}

const STRIPE_EVENT_DAYS = 90;

/**
 * Removes notes of Stripe's events after 90 days, a bounded batch at a time; what still waits or was refused stays, for
 * somebody to look at. What the events said is kept elsewhere. @returns how many went.
 */
export async function purgeStripeEvents(pg: Postgres): Promise<number> {
  const gone = await pg.sql`
    delete from stripe_events where ctid in (
      select ctid from stripe_events
      where received_at < now() - ${STRIPE_EVENT_DAYS}::integer * interval '1 day'
        and outcome not in ('waiting', 'refused') limit ${DELETE_BATCH}::integer)
    returning 1`;
  return gone.length;
}

export interface GenerationRetention {
  readonly workspaceId: string;
  readonly retentionDays: number;
}

/** Workspaces that don't keep their generations for ever. */
export async function generationRetentions(pg: Postgres): Promise<readonly GenerationRetention[]> {
  const rows = await pg.sql<{ id: string; days: number }[]>`
    select id, generation_retention_days as days from workspaces
    where generation_retention_days is not null order by id`;
  return rows.map(({ id, days }) => ({ workspaceId: id, retentionDays: days }));
}

/**
 * Says that a workspace's generations created before an instant may be gone from now on. Written before they are
 * removed: whoever misses a row later can tell why. Never taken back.
 */
export async function markRemovedBefore(
  pg: Postgres,
  workspaceId: string,
  beforeMs: number,
): Promise<void> {
  const before = new Date(beforeMs).toISOString();
  await pg.sql`
    update workspaces set generations_removed_before = ${before}::timestamptz
    where id = ${workspaceId}
      and (generations_removed_before is null or generations_removed_before < ${before}::timestamptz)`;
}
