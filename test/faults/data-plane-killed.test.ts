import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

import { createClient } from "@clickhouse/client";
import postgres from "postgres";
import { describe, expect, it } from "vitest";

import { newDataDir, openTestDataPlane } from "../support/data-plane.ts";
import type { TestDataPlane } from "../support/data-plane.ts";
import { startDataPlane } from "../../db/embedded/start-data-plane.ts";
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";

const ROUNDS = 3;
const ROWS_PER_ROUND = 20;
const PAUSE_AFTER_FAILURE_MS = 20;
const WAIT = { timeout: 30_000, interval: 20 };

describe("a data plane whose process is killed", () => {
  it("comes back on the same addresses with every acknowledged row, once", async () => {
    const test = await openTestDataPlane();
    try {
      const { client } = await test.freshClickHouse();
      const sql = test.openPostgres();
      await client.command({ query: "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a" });
      await sql`CREATE TABLE IF NOT EXISTS kept (a int PRIMARY KEY)`;
      const acknowledged = { clickhouse: [] as number[], postgres: [] as number[] };
      const url = test.plane.clickhouseUrl;
      const load = { over: false };
      const writers = Promise.all([
        writeUntil(load, acknowledged.clickhouse, (a) =>
          client.insert({ table: "t", values: [{ a }], format: "JSONEachRow" }),
        ),
        writeUntil(load, acknowledged.postgres, (a) =>
          sql.begin((tx) => tx`INSERT INTO kept VALUES (${a})`),
        ),
      ]);
      for (let round = 0; round < ROUNDS; round++) {
        const lengths = Object.values(acknowledged).map((list) => list.length + ROWS_PER_ROUND);
        const progressed = () =>
          Object.values(acknowledged).every((list, index) => list.length > (lengths[index] ?? 0));
        await expect.poll(progressed, WAIT).toBe(true);
        await killAndAwaitRestart(test);
      }
      load.over = true;
      await writers;
      expect(test.plane.clickhouseUrl).toBe(url);
      const stored = await client.query({
        query: "SELECT a FROM t ORDER BY a",
        format: "JSONCompactEachRow",
      });
      const rows = (await stored.json<[number]>()).map(([a]) => a);
      const kept = (await sql<{ a: number }[]>`SELECT a FROM kept`).map(({ a }) => a);
      expect(acknowledged.clickhouse.filter((a) => !rows.includes(a))).toEqual([]);
      expect(acknowledged.postgres.filter((a) => !kept.includes(a))).toEqual([]);
      expect(new Set(rows).size).toBe(rows.length);
    } finally {
      await test.close();
    }
  });

  it("ends with its parent when that one is killed, and the data are there afterwards", async () => {
    const dataDir = await newDataDir();
    try {
      const parent = startParent(dataDir);
      const [report] = (await once(parent, "message")) as [{ pid: number; url: string }];
      const client = createClient({ url: report.url });
      await client.command({ query: "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a" });
      await client.insert({ table: "t", values: [{ a: 42 }], format: "JSONEachRow" });
      await client.close();
      parent.kill("SIGKILL");
      await expect.poll(() => isAlive(report.pid), WAIT).toBe(false);
      const owned = ownDataDir(dataDir);
      const plane = await startDataPlane({ dataDir, log: () => undefined });
      const again = createClient({ url: plane.clickhouseUrl });
      const result = await again.query({ query: "SELECT a FROM t", format: "JSONEachRow" });
      expect(await result.json()).toEqual([{ a: 42 }]);
      expect(plane.clickhouseUrl).toBe(report.url);
      const sql = postgres({ ...plane.postgres });
      expect((await sql`SELECT 1 AS a`)[0]?.["a"]).toBe(1);
      await sql.end();
      await again.close();
      await plane.stop();
      owned.release();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

/** Writes 1, 2, 3, … and notes what was acknowledged; what failed is not tried again. */
async function writeUntil(
  load: { readonly over: boolean },
  acknowledged: number[],
  write: (a: number) => Promise<unknown>,
): Promise<void> {
  for (let a = 1; !load.over; a++) {
    const failure: unknown = await write(a).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) acknowledged.push(a);
    else await sleep(PAUSE_AFTER_FAILURE_MS);
  }
}

async function killAndAwaitRestart({ plane }: TestDataPlane): Promise<void> {
  const pid = plane.pid();
  process.kill(pid, "SIGKILL");
  await expect.poll(() => plane.state() === "ready" && plane.pid() !== pid, WAIT).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function startParent(dataDir: string) {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const script = fileURLToPath(new URL("../support/data-plane-parent.ts", import.meta.url));
  return fork(script, [dataDir], { execArgv: ["--import", tsx] });
}
