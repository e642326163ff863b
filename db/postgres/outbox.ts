import type { Postgres } from "./client.ts";
import { markDirtyIn } from "./dirty-days.ts";

export type OutboxTopic = "generation" | "revenue";

export interface OutboxRow {
  readonly id: bigint;
  readonly workspaceId: string;
  readonly entityId: string;
  readonly version: number;
  /** UTC day whose rollup this row changes, YYYY-MM-DD. */
  readonly day: string;
  /** The whole row as it was, columns by name; numerics as strings. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Rows that are sent together and, when in doubt, again together and unchanged. */
export interface OutboxBatch {
  readonly batchId: string;
  readonly topic: OutboxTopic;
  readonly rows: readonly OutboxRow[];
}

/**
 * The next batch to send: one that was taken and never finished, else up to `limit` waiting rows of one topic,
 * fixed durably under `newBatchId`. For one sender at a time (hold a lease).
 */
export async function takeBatch(
  pg: Postgres,
  limit: number,
  newBatchId: string,
): Promise<OutboxBatch | null> {
  return (await unfinishedBatch(pg)) ?? (await fixBatch(pg, limit, newBatchId));
}

/** Deletes a batch that was read back from the store and marks its days for the rollup, in one transaction. */
export async function finishBatch(
  pg: Postgres,
  batchId: string,
  days: readonly string[],
): Promise<void> {
  await pg.sql.begin(async (tx) => {
    await tx`delete from outbox where batch_id = ${batchId}`;
    await markDirtyIn(tx, days);
  });
}

/** Moves rows that the store refuses for good out of a batch into the dead letters. */
export async function buryRows(
  pg: Postgres,
  batchId: string,
  ids: readonly bigint[],
  reason: string,
): Promise<void> {
  await pg.sql`
    with buried as (
      delete from outbox where batch_id = ${batchId} and id in (
        select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids.map(String))}::jsonb))
      returning topic, workspace_id, entity_id, payload)
    insert into dead_letters (topic, workspace_id, entity_id, reason, payload)
    select topic, workspace_id, entity_id, ${reason}, payload from buried`;
}

interface StoredRow {
  readonly id: string;
  readonly topic: OutboxTopic;
  readonly batch_id: string;
  readonly workspace_id: string;
  readonly entity_id: string;
  readonly version: number;
  readonly day: string;
  readonly payload: Record<string, unknown>;
}

async function unfinishedBatch(pg: Postgres): Promise<OutboxBatch | null> {
  return asBatch(
    await pg.sql<StoredRow[]>`
      select id::text, topic, batch_id, workspace_id, entity_id, version, day::text, payload from outbox
      where batch_id = (select batch_id from outbox where batch_id is not null order by id limit 1)
      order by outbox.id`,
  );
}

async function fixBatch(pg: Postgres, limit: number, batchId: string): Promise<OutboxBatch | null> {
  return asBatch(
    await pg.sql<StoredRow[]>`
      with picked as (
        select id from outbox where batch_id is null
          and topic = (select topic from outbox where batch_id is null order by id limit 1)
        order by id limit ${limit}::integer for update),
      fixed as (
        update outbox set batch_id = ${batchId} from picked where outbox.id = picked.id returning outbox.*)
      select id::text, topic, batch_id, workspace_id, entity_id, version, day::text, payload from fixed
      order by fixed.id`,
  );
}

function asBatch(rows: readonly StoredRow[]): OutboxBatch | null {
  const [first] = rows;
  if (first === undefined) return null;
  return {
    batchId: first.batch_id,
    topic: first.topic,
    rows: rows.map((row) => ({
      id: BigInt(row.id),
      workspaceId: row.workspace_id,
      entityId: row.entity_id,
      version: row.version,
      day: row.day,
      payload: row.payload,
    })),
  };
}
