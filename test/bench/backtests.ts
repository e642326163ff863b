import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backtest } from "../../api/backtest/backtest.ts";
import { backtestInput, type BacktestInput } from "../../api/contract/backtest.ts";
import type { CallContext } from "../../api/http/call-context.ts";
import { openClickHouse, type ClickHouse } from "../../db/clickhouse/client.ts";
import { replayQuery } from "../../db/clickhouse/queries/backtest.ts";
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../db/embedded/start-data-plane.ts";
import { openPostgres, type Postgres } from "../../db/postgres/client.ts";
import { DEFAULT_WORKSPACE_ID } from "../../db/postgres/migrate.ts";
import { HISTORY_DAYS } from "../../scripts/demo/launch-plan.ts";
import { loadYear } from "../../scripts/demo/load-year.ts";
import type { BenchOptions } from "./parse-options.ts";
import type { Figure } from "./figures.ts";

const DAY_MS = 86_400_000;
const MOST_MS = 2_000;
/** The end of the history; the same one gives the same clips. */
const END_MS = Date.parse("2026-11-22T12:00:00Z");
const SEED = 7;

const DAY = { kind: "calendar", unit: "day", tz: "Europe/Paris" } as const;
const EACH_USER = { subject: { each: "user" }, metric: "generations", limit: "3" } as const;
const BY_DAY = { ...EACH_USER, window: DAY };
const ROLLING = { ...EACH_USER, window: { kind: "rolling", seconds: 86_400 } } as const;

const CASES: Readonly<Record<string, Pick<BacktestInput, "rule" | "against">>> = {
  "generations/day, user": { rule: BY_DAY },
  "cost/day, all": { rule: { subject: {}, metric: "cost", window: DAY, limit: "500" } },
  "generations/24 h, user": { rule: ROLLING },
  "seconds/h, user × feature": {
    rule: {
      subject: { each: ["user", "feature"] },
      metric: "video_seconds",
      window: { ...DAY, unit: "hour" },
      limit: "20",
    },
  },
  "in flight, all": { rule: { subject: {}, metric: "in_flight", limit: "5" } },
  "day against 24 h, user": { rule: BY_DAY, against: ROLLING },
};

/**
 * Backtests over a year of the demo's history on the embedded engine, beside reading the same rows from the store and
 * throwing them away. Of each the best of `rounds`.
 */
export async function measureBacktests(
  options: Pick<BenchOptions, "generations" | "rounds">,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "backtest-bench-"));
  try {
    await loadYear({
      dataDir,
      generations: options.generations,
      seed: SEED,
      endMs: END_MS,
      upstream: "demo",
      account: { email: "bench@example.com", password: "synthetic-bench-data" },
      say: (line) => progress(`backtest: ${line}`),
    });
    return await measureOn(dataDir, options.rounds, progress);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureOn(
  dataDir: string,
  rounds: number,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const owned = ownDataDir(dataDir);
  const plane = await startDataPlane({ dataDir, log: () => {} });
  const pg = openPostgres({ kind: "embedded", ...plane.postgres });
  const ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  try {
    const readMs = await best(rounds, () => readOnly(ch));
    const figures: Figure[] = [];
    for (const [name, question] of Object.entries(CASES)) {
      progress(`backtest: ${name} …`);
      const input = backtestInput.parse({ ...question, ...period(), tz: "Europe/Paris" });
      let rows = 0;
      const ms = await best(rounds, async () => {
        const { rule } = await backtest(contextOf(pg, ch), input);
        rows = rule.considered;
      });
      figures.push({
        name: `backtest: ${name}`,
        relay: `read ${readMs.toFixed(0)} ms`,
        proxy: `${ms.toFixed(0)} ms`,
        verdict: `${(readMs / ms).toFixed(2)} (≤ ${MOST_MS} ms at 1,000,000), ${rows} generations`,
        data: { name: `backtest: ${name}`, rows, ms, read_ms: readMs, ratio: readMs / ms },
      });
    }
    return figures;
  } finally {
    await ch.close();
    await pg.close();
    await plane.stop();
    owned.release();
  }
}

function period() {
  return {
    from: new Date(END_MS - HISTORY_DAYS * DAY_MS).toISOString(),
    to: new Date(END_MS + DAY_MS).toISOString(),
  };
}

/** The rows of the simplest rule, neither decoded nor counted. */
async function readOnly(ch: ClickHouse): Promise<void> {
  const { from, to } = period();
  const { sql, params } = replayQuery({
    workspaceId: DEFAULT_WORKSPACE_ID,
    range: { fromMs: Date.parse(from), toMs: Date.parse(to) },
    rules: [
      {
        id: "bench",
        name: "bench",
        subject: { each: ["user"], fixed: {} },
        metric: "generations",
        window: DAY,
        limit: 0n,
        mode: "block",
      },
    ],
  });
  const { stream } = await ch.client.exec({ query: sql, query_params: { ...params } });
  for await (const _ of stream);
}

async function best(rounds: number, work: () => Promise<void>): Promise<number> {
  let bestMs = Infinity;
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    await work();
    bestMs = Math.min(bestMs, performance.now() - startedMs);
  }
  return bestMs;
}

/** A caller of the demo's workspace. */
function contextOf(pg: Postgres, ch: ClickHouse): CallContext {
  const silent = () => {};
  return {
    deps: {
      pg,
      ch,
      masterKey: new Uint8Array(32),
      sessionSecret: "session-secret-of-the-bench-0123456789",
      adminToken: null,
      publicUrl: "http://127.0.0.1",
      setupToken: null,
      currency: "USD",
      version: "0.0.0",
      clock: Date.now,
      log: { info: silent, warn: silent, error: silent },
      demo: null,
      directoryRefresh: async () => {},
      live: () => ({ spool: null }),
      processFacts: () => ({
        startedAtMs: Date.now(),
        node: process.version,
        roles: ["api"],
        stores: "embedded",
        memoryBytes: 0,
        disk: null,
        configuration: [],
      }),
      bi: { kind: "server", url: "http://127.0.0.1:8123" },
      stopping: new AbortController().signal,
    },
    caller: {
      kind: "token",
      id: "static",
      name: "bench",
      role: "viewer",
      workspaceId: DEFAULT_WORKSPACE_ID,
      user: null,
    },
    workspaceId: DEFAULT_WORKSPACE_ID,
    requestId: "bench",
    ip: null,
    nowMs: Date.now(),
    newId: () => "bench",
  };
}
