import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClickHouse } from "../../../db/clickhouse/client.ts";
import { ownDataDir } from "../../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../../db/embedded/start-data-plane.ts";
import { openPostgres } from "../../../db/postgres/client.ts";
import { divideRounded, parseNano } from "../../../domain/money.ts";
import { PER_USD } from "../../../scripts/demo/launch-plan.ts";
import { loadYear } from "../../../scripts/demo/load-year.ts";
import type { AnalyticStores } from "./analytic-stores.ts";

export const DEMO_END_MS = Date.parse("2026-11-22T13:30:00Z");
/** Every day of the history. */
export const YEAR = "from=2025-11-23&to=2026-11-23&tz=UTC";

/** The demo's history, loaded as `npm run demo` loads it, with both engines open on it. */
export async function openLoadedDemo(generations: number): Promise<AnalyticStores> {
  const dataDir = await mkdtemp(join(tmpdir(), "reelmeter-demo-"));
  await loadYear({
    dataDir,
    generations,
    seed: 7,
    endMs: DEMO_END_MS,
    upstream: "demo",
    account: { email: "demo@example.com", password: "synthetic-demo-data" },
    say: () => {},
  });
  const owned = ownDataDir(dataDir);
  const plane = await startDataPlane({ dataDir, log: () => {} });
  const { host, port, user, database } = plane.postgres;
  const pg = openPostgres({ kind: "embedded", host, port, user, database });
  const ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  return {
    pg,
    ch,
    async close() {
      await ch.close();
      await pg.close();
      await plane.stop();
      owned.release();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Asks the store itself: rows of raw SQL. */
export async function bySql<Row>({ ch }: AnalyticStores, sql: string): Promise<Row[]> {
  const result = await ch.client.query({
    query: sql,
    format: "JSONEachRow",
    clickhouse_settings: {
      output_format_json_quote_decimals: 1,
      output_format_json_quote_64bit_integers: 0,
    },
  });
  return result.json<Row>();
}

/** What a raw payment is in dollars: every rate has at most one decimal. */
export function inDollars(amount: string, currency: string): bigint {
  return divideRounded(parseNano(amount) * 10n, BigInt(Math.round((PER_USD[currency] ?? 1) * 10)));
}
