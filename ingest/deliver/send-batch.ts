import { randomUUID } from "node:crypto";
import { ClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { insertBatch, type BatchTable } from "../../db/clickhouse/insert-batch.ts";
import { countBatch } from "../../db/clickhouse/read-back.ts";

/** A row ready for its table, and what its source calls it. */
export interface BatchRow<Key> {
  readonly key: Key;
  readonly row: object;
}

export interface BatchToSend<Key> {
  readonly ch: ClickHouse;
  readonly table: BatchTable;
  readonly batchId: string;
  readonly rows: readonly BatchRow<Key>[];
  /** Moves rows that ClickHouse will never take into the dead letters, durably. */
  bury(keys: readonly Key[], reason: string): Promise<void>;
}

/** ClickHouse took a batch and does not show all of it. */
export class ReadBackError extends Error {
  override readonly name = "ReadBackError";
}

/**
 * Sends an immutable batch and reads it back; when this resolves the source may forget it. Rows that ClickHouse
 * refuses for good are found by halving and buried, the rest is sent.
 * @throws ClickHouseFault or ReadBackError: send the same batch again later
 */
export async function sendBatch<Key>(batch: BatchToSend<Key>): Promise<void> {
  const sent = await insertOrBury(batch, batch.rows, batch.batchId);
  if ((await present(batch, sent)) === sent.length) return;
  // The token says "seen" while rows are missing (a part that was lost): only a new token brings them in.
  await insertOrBury(batch, sent, `${batch.batchId}-${randomUUID()}`);
  const found = await present(batch, sent);
  if (found < sent.length) {
    throw new ReadBackError(`${batch.table}: ${found} of ${sent.length} rows can be read back`);
  }
}

/** Every half has a token of its own, so that halves of one batch are never taken for each other. */
async function insertOrBury<Key>(
  batch: BatchToSend<Key>,
  rows: readonly BatchRow<Key>[],
  token: string,
): Promise<readonly BatchRow<Key>[]> {
  if (rows.length === 0) return [];
  try {
    await insertBatch(
      batch.ch,
      batch.table,
      token,
      rows.map(({ row }) => row),
    );
    return rows;
  } catch (error) {
    if (!(error instanceof ClickHouseFault) || error.kind !== "poison") throw error;
    if (rows.length === 1) {
      const reason = `ClickHouse refused the row (code ${error.code ?? "unknown"})`;
      await batch.bury(
        rows.map(({ key }) => key),
        reason,
      );
      return [];
    }
    const middle = Math.ceil(rows.length / 2);
    const first = await insertOrBury(batch, rows.slice(0, middle), `${token}.0`);
    const second = await insertOrBury(batch, rows.slice(middle), `${token}.1`);
    return [...first, ...second];
  }
}

function present<Key>(batch: BatchToSend<Key>, rows: readonly BatchRow<Key>[]): Promise<number> {
  return countBatch(
    batch.ch,
    batch.table,
    batch.batchId,
    rows.map(({ row }) => row),
  );
}
