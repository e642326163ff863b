import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { generationRow } from "../../db/clickhouse/rows/generation-row.ts";
import { revenueRow } from "../../db/clickhouse/rows/revenue-row.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { buryRows, finishBatch, takeBatch, type OutboxBatch } from "../../db/postgres/outbox.ts";
import type { Log } from "../log.ts";
import { daysToRebuild } from "./days-to-rebuild.ts";
import { readRows } from "./read-rows.ts";
import { sendBatch } from "./send-batch.ts";
import type { RoundResult } from "./start-rounds.ts";

export interface SendOutboxDeps {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  readonly newId: () => string;
  readonly log: Log;
}

/** The read-back names every id in its query, and a query has 256 KiB. */
export const OUTBOX_BATCH_ROWS = 2_000;

/**
 * Sends the oldest batch of money facts and marks the days it changed. A crash anywhere leaves the batch as it
 * was, and the next round sends it again.
 */
export async function sendOutbox(deps: SendOutboxDeps): Promise<RoundResult> {
  const { pg, ch, log } = deps;
  const batch = await takeBatch(pg, OUTBOX_BATCH_ROWS, deps.newId());
  if (batch === null) return "idle";
  const { batchId, topic } = batch;
  const bury = async (ids: readonly bigint[], reason: string): Promise<void> => {
    log.error({ batchId, topic, rows: ids.length, reason }, "facts became dead letters");
    await buryRows(pg, batchId, ids, reason);
  };
  const read = topic === "generation" ? generationRow : revenueRow;
  const { rows, faulty } = await readRows(
    batch.rows,
    (row) => row.id,
    (row) => read(row.payload),
  );
  for (const [reason, ids] of faulty) await bury(ids, reason);
  const table = topic === "generation" ? "generations_v1" : "revenue_v1";
  await sendBatch({ ch, table, batchId, rows, bury });
  await finishBatch(pg, batchId, changedDays(batch));
  return "more";
}

/** Rollups hold generations only: revenue is read from its own table. */
function changedDays(batch: OutboxBatch): readonly string[] {
  if (batch.topic === "revenue") return [];
  return daysToRebuild(batch.rows);
}
