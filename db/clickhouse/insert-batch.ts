import { randomUUID } from "node:crypto";
import { toClickHouseFault } from "./clickhouse-fault.ts";
import type { ClickHouse } from "./client.ts";

export type BatchTable = "generations_v1" | "revenue_v1" | "requests_v1";

/**
 * Inserts one immutable batch. The same batch id with the same rows again is dropped by ClickHouse while its
 * token is remembered, and merges away by the rows' keys after that. Durable when it resolves.
 * @throws ClickHouseFault with what to do about it.
 */
export async function insertBatch(
  ch: ClickHouse,
  table: BatchTable,
  batchId: string,
  rows: readonly object[],
): Promise<void> {
  try {
    await ch.client.insert({
      table,
      values: rows,
      format: "JSONEachRow",
      query_id: `${batchId}-${randomUUID()}`,
      clickhouse_settings: {
        insert_deduplication_token: batchId,
        insert_deduplicate: 1,
        async_insert: 0,
        // A batch goes in whole or not at all, however many months it touches.
        max_insert_block_size: "1048576",
        max_partitions_per_insert_block: "0",
        ...(ch.cluster === null ? {} : { distributed_foreground_insert: 1 }),
      },
    });
  } catch (error) {
    throw toClickHouseFault(error);
  }
}
