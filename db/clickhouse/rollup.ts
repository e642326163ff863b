import { randomUUID } from "node:crypto";
import { CELL_FIGURES, CELL_KEYS, factsSql, MERGED_FIGURES } from "./cells.ts";
import { toClickHouseFault } from "./clickhouse-fault.ts";
import type { ClickHouse } from "./client.ts";
import { localName, onCluster, ROLLUPS, type Rollup, type Target } from "./tables.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const STAGING = "staging";

/**
 * Computes one UTC day of every rollup anew from the raw rows and puts it in place of the old one at once: a
 * reader sees the day as it was or as it is. Idempotent.
 * @throws ClickHouseFault
 */
export async function rebuildDay(ch: ClickHouse, day: string): Promise<void> {
  await rebuildDays(ch, day, day);
}

/** More days at a time need more memory than they save. */
export const MAX_REBUILT_DAYS = 100;

/**
 * The same for a run of days, first and last included, in one pass over the raw rows; each day is replaced at
 * once. For bulk loads. @throws ClickHouseFault
 */
export async function rebuildDays(ch: ClickHouse, first: string, last: string): Promise<void> {
  const days = daysBetween(first, last);
  try {
    await rebuild(ch, days);
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

function daysBetween(first: string, last: string): readonly string[] {
  if (!DAY.test(first) || !DAY.test(last)) throw new TypeError(`not days: ${first}, ${last}`);
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  if (days.length === 0 || days.length > MAX_REBUILT_DAYS) {
    throw new RangeError(`rebuild 1 to ${MAX_REBUILT_DAYS} days at a time, not ${days.length}`);
  }
  return days;
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

/** The quarter hours come from the raw rows, the coarser ones each from the finer: states merge without loss. */
async function rebuild(ch: ClickHouse, days: readonly string[]): Promise<void> {
  const id = randomUUID().replaceAll("-", "");
  const staged = (rollup: Rollup) => `${rollup}_${STAGING}_${id}`;
  const cluster = onCluster(ch.cluster);
  try {
    for (const rollup of ROLLUPS) {
      const target = localName(rollup, ch.cluster);
      await ch.client.command({ query: `CREATE TABLE ${staged(rollup)}${cluster} AS ${target}` });
    }
    const [quarters, hours, wholeDays] = ROLLUPS;
    await fill(ch, fillQuarters(staged(quarters)), days);
    await fill(ch, fillCoarser(staged(hours), staged(quarters), "toStartOfHour"), days);
    await fill(ch, fillCoarser(staged(wholeDays), staged(hours), "toStartOfDay"), days);
    const filled = await daysIn(ch, staged(quarters));
    for (const rollup of ROLLUPS) {
      const target = localName(rollup, ch.cluster);
      // A partition can't be replaced by an empty one: a day that lost all its rows is dropped.
      const parts = days.map((day) =>
        filled.has(day)
          ? `REPLACE PARTITION '${day}' FROM ${staged(rollup)}`
          : `DROP PARTITION '${day}'`,
      );
      await ch.client.command({ query: `ALTER TABLE ${target}${cluster} ${parts.join(", ")}` });
    }
  } finally {
    for (const rollup of ROLLUPS) await drop(ch, staged(rollup));
  }
}

async function daysIn(ch: ClickHouse, staging: string): Promise<ReadonlySet<string>> {
  const result = await ch.client.query({
    query: `SELECT DISTINCT toString(toDate(bucket)) AS day FROM ${staging}`,
    format: "JSONEachRow",
  });
  return new Set((await result.json<{ day: string }>()).map(({ day }) => day));
}

async function fill(ch: ClickHouse, query: string, days: readonly string[]): Promise<void> {
  await ch.client.command({
    query,
    query_params: { first: days[0], last: days.at(-1) },
    clickhouse_settings: { max_partitions_per_insert_block: String(MAX_REBUILT_DAYS) },
  });
}

const KEYS = CELL_KEYS.join(", ");
const COLUMNS = `workspace_id, bucket, ${KEYS}, generations, cost, held, video_seconds, gpu_ms, gpu_known, users, durations`;

function fillQuarters(staging: string): string {
  const from = "toDateTime64({first:Date}, 3, 'UTC')";
  const to = "toDateTime64({last:Date} + INTERVAL 1 DAY, 3, 'UTC')";
  return `INSERT INTO ${staging} (${COLUMNS})
SELECT workspace_id, toStartOfFifteenMinutes(created_at) AS bucket, ${KEYS}, ${CELL_FIGURES}
FROM (${factsSql("1", from, to)}) AS fact
GROUP BY workspace_id, bucket, ${KEYS}`;
}

function fillCoarser(to: string, from: string, start: "toStartOfHour" | "toStartOfDay"): string {
  return `INSERT INTO ${to} (${COLUMNS})
SELECT workspace_id, ${start}(cell.bucket) AS coarser, ${KEYS}, ${MERGED_FIGURES}
FROM ${from} AS cell
GROUP BY workspace_id, coarser, ${KEYS}`;
}

/**
 * The statements that fill an empty rollup of days from the one of hours, for the migration that makes it. Run again,
 * they begin anew: no block of the second run is taken for a repeated one.
 */
export function refillDays(target: Target): readonly string[] {
  const days: Rollup = "spend_by_day_v1";
  return [
    `TRUNCATE TABLE ${localName(days, target.cluster)}${onCluster(target.cluster)}`,
    `${fillCoarser(days, "spend_by_hour_v1", "toStartOfDay")}
SETTINGS max_partitions_per_insert_block = 0, insert_deduplicate = 0`,
  ];
}

async function drop(ch: ClickHouse, table: string): Promise<void> {
  await ch.client.command({ query: `DROP TABLE IF EXISTS ${table}${onCluster(ch.cluster)} SYNC` });
}
