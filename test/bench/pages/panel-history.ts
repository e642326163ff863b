import type { ClickHouse } from "../../../db/clickhouse/client.ts";
import { openClickHouse } from "../../../db/clickhouse/client.ts";
import { rebuildDays } from "../../../db/clickhouse/rollup.ts";
import { ownDataDir } from "../../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../../db/embedded/start-data-plane.ts";
import { loadYear } from "../../../scripts/demo/load-year.ts";

export const PANEL_ACCOUNT = { email: "bench@example.com", password: "synthetic-bench-data" };
export const PANEL_DAYS = 90;
const DAY_MS = 86_400_000;
const SEED = 7;
/** Drawn one by one; the rest are these again, with other ids, instants and users. */
const DRAWN = 1_000_000;
const ROWS_PER_INSERT = 400_000;
/** Users are twenty times those who were drawn, so that most make some clips and a few very many. */
const USER_COPIES = 20;
/** The copies of a clip lie apart, within a busy half hour. */
const COPY_SHIFT_MS = 1_999;
const REBUILT_DAYS = 2;

/**
 * Fills an empty data directory: the demo's year, with its last 90 days copied until they hold `generations`.
 * What a workspace of that size has in its tables, not how it got there. @returns the last instant, ms
 */
export async function loadPanelHistory(
  dataDir: string,
  generations: number,
  endMs: number,
  say: (line: string) => void,
): Promise<void> {
  const fresh = await loadYear({
    dataDir,
    generations: Math.min(DRAWN, generations),
    seed: SEED,
    endMs,
    upstream: "demo",
    account: PANEL_ACCOUNT,
    say,
  });
  if (!fresh) return;
  const owned = ownDataDir(dataDir);
  const plane = await startDataPlane({ dataDir, log: () => {} });
  const ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  try {
    const range = { fromMs: endMs - PANEL_DAYS * DAY_MS, toMs: endMs };
    const drawn = await countRows(ch, range);
    const copies = Math.max(0, Math.round(generations / drawn) - 1);
    const perInsert = Math.max(1, Math.floor(ROWS_PER_INSERT / drawn));
    for (let first = 1; first <= copies; first += perInsert) {
      const last = Math.min(copies, first + perInsert - 1);
      const query_params = { first, last, from_ms: range.fromMs, to_ms: range.toMs, copies };
      await ch.client.command({ query: COPY_GENERATIONS, query_params });
      await ch.client.command({ query: COPY_REVENUE, query_params });
      say(`copied ${last} of ${copies} times ${drawn} generations`);
    }
    for (let at = range.fromMs; at <= endMs + DAY_MS; at += REBUILT_DAYS * DAY_MS) {
      await rebuildDays(ch, day(at), day(at + (REBUILT_DAYS - 1) * DAY_MS));
    }
    say("summed up");
  } finally {
    await ch.close();
    await plane.stop();
    owned.release();
  }
}

async function countRows(
  ch: ClickHouse,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  const answer = await ch.client.query({
    query: `SELECT count() AS rows FROM generations_v1 WHERE ${inRange("created_at")}`,
    query_params: { from_ms: range.fromMs, to_ms: range.toMs },
    format: "JSONEachRow",
  });
  const [counted] = await answer.json<{ rows: string }>();
  return Number(counted?.rows ?? 0);
}

function inRange(column: string): string {
  return `${column} >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')`;
}

const COPIED = "*, arrayJoin(range({first:UInt32}, {last:UInt32} + 1)) AS copy";
const SHIFT = `toIntervalMillisecond(copy * ${COPY_SHIFT_MS} % 1800000)`;
const USER = `concat(user_id, '-', toString(copy % ${USER_COPIES}))`;
/** A UUIDv7 of the copy's own instant: the time part is what finds a generation again. */
const ID = (id: string, at: string) => `toUUID(concat(
    substring(hex(toUInt64(toUnixTimestamp64Milli(${at}))), 1, 8), '-', substring(hex(toUInt64(toUnixTimestamp64Milli(${at}))), 9, 4), '-7',
    substring(hex(MD5(concat(toString(${id}), toString(copy)))), 1, 3), '-a', substring(hex(MD5(concat(toString(${id}), toString(copy)))), 4, 3), '-',
    substring(hex(MD5(concat(toString(${id}), toString(copy)))), 7, 12)))`;

const moved = (columns: readonly string[]) =>
  columns.map((column) => `${column} + ${SHIFT} AS ${column}`).join(", ");

const COPY_GENERATIONS = `INSERT INTO generations_v1
SELECT * EXCEPT copy REPLACE (
  ${ID("generation_id", `(created_at + ${SHIFT})`)} AS generation_id, ${USER} AS user_id,
  concat(provider_job_id, '-', toString(copy)) AS provider_job_id,
  hex(cityHash64(prompt_hash, copy)) AS prompt_hash,
  ${moved(["created_at", "submitted_at", "started_at", "finished_at", "settled_at", "first_downloaded_at"])})
FROM (SELECT ${COPIED} FROM generations_v1 WHERE ${inRange("created_at")} AND position(provider_job_id, '-') = 0) AS drawn
SETTINGS max_block_size = 2048, max_insert_threads = 1, min_insert_block_size_bytes = 134217728`;

const COPY_REVENUE = `INSERT INTO revenue_v1
SELECT * EXCEPT copy REPLACE (
  ${ID("revenue_id", `(occurred_at + ${SHIFT})`)} AS revenue_id, ${USER} AS user_id,
  concat(external_id, '~', toString(copy)) AS external_id, occurred_at + ${SHIFT} AS occurred_at)
FROM (SELECT ${COPIED} FROM revenue_v1 WHERE ${inRange("occurred_at")} AND position(external_id, '~') = 0) AS drawn
SETTINGS max_block_size = 2048, max_insert_threads = 1, min_insert_block_size_bytes = 134217728`;

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
