import { randomUUID } from "node:crypto";
import { loadHistory } from "../../db/clickhouse/bulk-load.ts";
import { openClickHouse } from "../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../db/clickhouse/migrate.ts";
import { MAX_REBUILT_DAYS, rebuildDays } from "../../db/clickhouse/rollup.ts";
import type { GenerationRow } from "../../db/clickhouse/rows/generation-row.ts";
import type { RevenueRow } from "../../db/clickhouse/rows/revenue-row.ts";
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../db/embedded/start-data-plane.ts";
import { openPostgres, type Postgres } from "../../db/postgres/client.ts";
import { markDemo, readDemoAccount, type DemoAccount } from "../../db/postgres/demo-account.ts";
import { writeFxRates } from "../../db/postgres/management/fx-rates.ts";
import { insertPrices } from "../../db/postgres/management/prices.ts";
import { loadRevenueEntries } from "../../db/postgres/load-revenue.ts";
import { DEFAULT_WORKSPACE_ID, migratePostgres } from "../../db/postgres/migrate.ts";
import { demoPrices } from "./cost-books.ts";
import { demoRates } from "./fx-rates.ts";
import { generateHistory } from "./generate-history.ts";
import { historyRow, paymentRow, revenueEntry, type HistoryOwner } from "./history-rows.ts";
import { openProgress } from "./progress.ts";

export interface LoadOptions {
  readonly dataDir: string;
  readonly generations: number;
  readonly seed: number;
  readonly endMs: number;
  readonly upstream: string;
  readonly account: DemoAccount;
  readonly say: (line: string) => void;
}

/** Few parts per insert, and little enough memory for a large history. */
const BATCH_ROWS = 20_000;

/**
 * Loads the year into a data directory that no server uses, through the tables that real settlements fill.
 * @returns false when it was loaded before.
 */
export async function loadYear(options: LoadOptions): Promise<boolean> {
  const owned = ownDataDir(options.dataDir);
  const plane = await startDataPlane({ dataDir: options.dataDir, log: () => {} });
  const { host, port, user, database } = plane.postgres;
  const pg = openPostgres({ kind: "embedded", host, port, user, database });
  const ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  try {
    await migratePostgres(pg);
    if ((await readDemoAccount(pg)) !== null) return false;
    await migrateClickHouse(ch, plane.clickhouseUrl);
    const owner: HistoryOwner = {
      workspaceId: DEFAULT_WORKSPACE_ID,
      upstream: options.upstream,
      keyId: randomUUID(),
      prices: { "sora-2": randomUUID(), "sora-2-pro": randomUUID() },
    };
    const progress = openProgress(options.generations, options.say);
    let first = "";
    let last = "";
    let generations: GenerationRow[] = [];
    let revenue: RevenueRow[] = [];
    let batch = 0;
    const flush = async () => {
      await loadHistory(ch, { batchId: `history-${options.seed}-${batch}`, generations, revenue });
      await loadRevenueEntries(pg, revenue.map(revenueEntry));
      progress.add(generations.length);
      batch += 1;
      generations = [];
      revenue = [];
    };
    for (const day of generateHistory(options)) {
      for (const clip of day.clips) {
        generations.push(historyRow(clip, owner));
        if (generations.length === BATCH_ROWS) await flush();
      }
      for (const payment of day.payments) revenue.push(paymentRow(payment, owner));
      const [clip] = day.clips;
      if (clip !== undefined) last = new Date(clip.createdAtMs).toISOString().slice(0, 10);
      first ||= last;
    }
    await flush();
    options.say("Summing up the days …");
    await rebuildYear(first, last, (from, to) => rebuildDays(ch, from, to), options.generations);
    await loadBooks(pg, owner, Date.parse(first), options.endMs);
    await markDemo(pg, options.account);
    return true;
  } finally {
    await ch.close();
    await pg.close();
    await plane.stop();
    owned.release();
  }
}

/** The prices that the history goes by, its cost books, and the rates of its currencies. */
async function loadBooks(
  pg: Postgres,
  { workspaceId, prices }: HistoryOwner,
  fromMs: number,
  toMs: number,
): Promise<void> {
  const now = new Date(toMs);
  await pg.drizzle.transaction(async (tx) => {
    await insertPrices(tx, demoPrices(workspaceId, prices, now));
    await writeFxRates(tx, workspaceId, demoRates(fromMs, toMs), "demo", now);
  });
}

const DAY_MS = 86_400_000;
/** About what one pass holds in memory comfortably. */
const ROWS_PER_PASS = 500_000;
const YEAR_DAYS = 365;

async function rebuildYear(
  first: string,
  last: string,
  rebuild: (first: string, last: string) => Promise<void>,
  generations: number,
): Promise<void> {
  const daily = Math.max(1, generations / YEAR_DAYS);
  const days = Math.max(1, Math.min(MAX_REBUILT_DAYS, Math.floor(ROWS_PER_PASS / daily)));
  const end = Date.parse(last);
  for (let from = Date.parse(first); from <= end; from += days * DAY_MS) {
    const to = Math.min(end, from + (days - 1) * DAY_MS);
    await rebuild(
      new Date(from).toISOString().slice(0, 10),
      new Date(to).toISOString().slice(0, 10),
    );
  }
}
