import { ClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { insertLines } from "../../db/clickhouse/insert-batch.ts";
import { countRequests } from "../../db/clickhouse/read-back.ts";
import { requestRow } from "../../db/clickhouse/rows/request-row.ts";
import type { Spool, SpoolLines } from "../../db/spool/spool.ts";
import type { Log } from "../log.ts";
import { readRows } from "./read-rows.ts";
import { sendBatch } from "./send-batch.ts";
import type { RoundResult } from "./start-rounds.ts";

export interface SendSpoolDeps {
  readonly spool: Spool;
  readonly ch: ClickHouse;
  readonly log: Log;
}

/** Small enough that even reading them never holds the event loop for long: the proxy may live in this process. */
export const SPOOL_BATCH_RECORDS = 2_000;

/** Sends the spool's oldest batch of request records; same discipline as the outbox. */
export async function sendSpool(deps: SendSpoolDeps): Promise<RoundResult> {
  const { spool, ch } = deps;
  const lines = await spool.nextLines(SPOOL_BATCH_RECORDS, "batch_id");
  if (lines === null) return "idle";
  if (await sentAsTheyStand(ch, lines)) await spool.finishBatch(lines.batchId);
  else await sendOneByOne(deps);
  // A short batch took all there was: more has not had the time to gather.
  return lines.records < SPOOL_BATCH_RECORDS ? "idle" : "more";
}

/** False when ClickHouse refuses a record among them, or does not show all of them. */
async function sentAsTheyStand(ch: ClickHouse, lines: SpoolLines): Promise<boolean> {
  try {
    await insertLines(ch, "requests_v1", lines.batchId, lines.text);
  } catch (error) {
    if (error instanceof ClickHouseFault && error.kind === "poison") return false;
    throw error;
  }
  return (await countRequests(ch, lines.batchId)) === lines.records;
}

/** The same batch, each record read and judged on its own. */
async function sendOneByOne(deps: SendSpoolDeps): Promise<void> {
  const { spool, ch, log } = deps;
  const batch = await spool.nextBatch(SPOOL_BATCH_RECORDS);
  if (batch === null) return;
  const { batchId } = batch;
  const bury = async (ids: readonly number[], reason: string): Promise<void> => {
    log.error({ batchId, records: ids.length, reason }, "request records became dead letters");
    await spool.bury(batchId, ids, reason);
  };
  const { rows, faulty } = await readRows(
    batch.records,
    (record) => record.id,
    (record) => requestRow(record.body, batchId),
  );
  for (const [reason, ids] of faulty) await bury(ids, reason);
  await sendBatch({ ch, table: "requests_v1", batchId, rows, bury });
  await spool.finishBatch(batchId);
}
