import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { ClickHouseSettings } from "@clickhouse/client";
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
  table: BatchTable | "rerated_v1",
  batchId: string,
  rows: readonly object[],
): Promise<void> {
  try {
    await ch.client.insert({
      table,
      values: rows,
      format: "JSONEachRow",
      query_id: `${batchId}-${randomUUID()}`,
      clickhouse_settings: batchSettings(ch, batchId),
    });
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

/**
 * The same for rows that are text already: UTF-8, a JSON object a line. A line with a column that the table does
 * not have is poison.
 * @throws ClickHouseFault with what to do about it.
 */
export async function insertLines(
  ch: ClickHouse,
  table: BatchTable,
  batchId: string,
  lines: Uint8Array,
): Promise<void> {
  try {
    const { stream } = await ch.client.exec({
      query: `INSERT INTO ${table} FORMAT JSONEachRow`,
      values: Readable.from([lines], { objectMode: false }),
      query_id: `${batchId}-${randomUUID()}`,
      clickhouse_settings: batchSettings(ch, batchId),
    });
    // The connection is free again, and the answer known to be whole, when it was read.
    await finished(stream.resume());
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

function batchSettings(ch: ClickHouse, batchId: string): ClickHouseSettings {
  return {
    insert_deduplication_token: batchId,
    insert_deduplicate: 1,
    async_insert: 0,
    input_format_skip_unknown_fields: 0,
    // A batch goes in whole or not at all, however many months it touches.
    max_insert_block_size: "1048576",
    max_partitions_per_insert_block: "0",
    ...(ch.cluster === null ? {} : { distributed_foreground_insert: 1 }),
  };
}
