import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { requestRow } from "../../db/clickhouse/rows/request-row.ts";
import type { Spool } from "../../db/spool/spool.ts";
import type { Log } from "../log.ts";
import { readRows } from "./read-rows.ts";
import { sendBatch } from "./send-batch.ts";
import type { RoundResult } from "./start-rounds.ts";

export interface SendSpoolDeps {
  readonly spool: Spool;
  readonly ch: ClickHouse;
  readonly log: Log;
}

/** Small enough that its JSON never holds the event loop for long: the proxy may live in this process. */
export const SPOOL_BATCH_RECORDS = 2_000;

/** Sends the spool's oldest batch of request records; same discipline as the outbox. */
export async function sendSpool(deps: SendSpoolDeps): Promise<RoundResult> {
  const { spool, ch, log } = deps;
  const batch = await spool.nextBatch(SPOOL_BATCH_RECORDS);
  if (batch === null) return "idle";
  const { batchId } = batch;
  const bury = async (ids: readonly number[], reason: string): Promise<void> => {
    log.error({ batchId, records: ids.length, reason }, "request records became dead letters");
    await spool.bury(batchId, ids, reason);
  };
  const { rows, faulty } = await readRows(
    batch.records,
    (record) => record.id,
    (record) => requestRow(JSON.parse(record.body), batchId),
  );
  for (const [reason, ids] of faulty) await bury(ids, reason);
  await sendBatch({ ch, table: "requests_v1", batchId, rows, bury });
  await spool.finishBatch(batchId);
  // A short batch took all there was: more has not had the time to gather.
  return batch.records.length < SPOOL_BATCH_RECORDS ? "idle" : "more";
}
