import { randomUUID } from "node:crypto";
import { CELL_FIGURES, CELL_KEYS, factsSql } from "./cells.ts";
import { toClickHouseFault } from "./clickhouse-fault.ts";
import type { ClickHouse } from "./client.ts";
import { localName, onCluster, ROLLUPS, type Rollup } from "./tables.ts";

const BUCKETS: Readonly<Record<Rollup, string>> = {
  spend_by_hour_v1: "toStartOfHour(created_at)",
  spend_by_quarter_v1: "toStartOfFifteenMinutes(created_at)",
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const STAGING = "staging";

/**
 * Computes one UTC day of both rollups anew from the raw rows and puts it in place of the old one at once: a
 * reader sees the day as it was or as it is. Idempotent.
 * @throws ClickHouseFault
 */
export async function rebuildDay(ch: ClickHouse, day: string): Promise<void> {
  if (!DAY.test(day)) throw new TypeError(`not a day: ${day}`);
  try {
    for (const rollup of ROLLUPS) await rebuild(ch, rollup, day);
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

/** Removes staging tables that a killed rebuild left behind. Call it while no rebuild runs. */
export async function sweepStaging(ch: ClickHouse): Promise<number> {
  const found = await ch.client.query({
    query: `SELECT name FROM system.tables WHERE database = {database:String} AND match(name, {pattern:String})`,
    query_params: { database: ch.database, pattern: `^(${ROLLUPS.join("|")})_${STAGING}_` },
    format: "JSONEachRow",
  });
  const left = await found.json<{ name: string }>();
  for (const { name } of left) await drop(ch, name);
  return left.length;
}

async function rebuild(ch: ClickHouse, rollup: Rollup, day: string): Promise<void> {
  const target = localName(rollup, ch.cluster);
  const staging = `${rollup}_${STAGING}_${randomUUID().replaceAll("-", "")}`;
  const cluster = onCluster(ch.cluster);
  await ch.client.command({ query: `CREATE TABLE ${staging}${cluster} AS ${target}` });
  try {
    await ch.client.command({ query: fill(staging, rollup), query_params: { day } });
    await ch.client.command({
      query: `ALTER TABLE ${target}${cluster} REPLACE PARTITION '${day}' FROM ${staging}`,
    });
  } finally {
    await drop(ch, staging);
  }
}

/** A day without rows gives an empty staging table; replacing with it empties the partition, as it should. */
function fill(staging: string, rollup: Rollup): string {
  const from = "toDateTime64({day:Date}, 3, 'UTC')";
  const to = "toDateTime64({day:Date} + INTERVAL 1 DAY, 3, 'UTC')";
  const keys = CELL_KEYS.join(", ");
  return `INSERT INTO ${staging} (workspace_id, bucket, ${keys}, generations, cost, held, video_seconds, gpu_ms, users, durations)
SELECT workspace_id, ${BUCKETS[rollup]} AS bucket, ${keys}, ${CELL_FIGURES}
FROM (${factsSql("1", from, to)})
GROUP BY workspace_id, bucket, ${keys}`;
}

async function drop(ch: ClickHouse, table: string): Promise<void> {
  await ch.client.command({ query: `DROP TABLE IF EXISTS ${table}${onCluster(ch.cluster)} SYNC` });
}
