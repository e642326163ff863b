import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createClient } from "@clickhouse/client";
import type { ClickHouseClient } from "@clickhouse/client";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";

import { createPostgresDirectory } from "../../db/embedded/create-postgres-directory.ts";
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../db/embedded/start-data-plane.ts";
import type { DataPlane, DataPlaneLog } from "../../db/embedded/start-data-plane.ts";
import { engineTemplate } from "./engine-template.ts";
import { migrateEngine } from "./pglite-backend.ts";

export interface TestDataPlane {
  readonly plane: DataPlane;
  readonly dataDir: string;
  /** What the plane logged, oldest first. */
  readonly logged: readonly { level: string; event: string; fields?: unknown }[];
  /** A client on a ClickHouse database of its own; closed with the plane. */
  freshClickHouse(): Promise<{ client: ClickHouseClient; database: string; url: string }>;
  /** A postgres.js pool as the product opens it; ended with the plane. */
  openPostgres(): postgres.Sql;
  /** Stops the plane and removes its directory. */
  close(): Promise<void>;
}

/**
 * One data plane for all tests of a file: call it at the top of the file (or of a `describe`) and
 * the returned function inside the tests. Each test takes a database or workspace of its own.
 */
export function sharedDataPlane(): () => TestDataPlane {
  let started: TestDataPlane | undefined;
  beforeAll(async () => {
    started = await openTestDataPlane();
  }, 60_000);
  afterAll(async () => {
    await started?.close();
  }, 30_000);
  return () => {
    if (started === undefined) throw new Error("the data plane starts before the first test");
    return started;
  };
}

/** A data plane of one's own, for a test that kills or stops it. */
export async function openTestDataPlane(): Promise<TestDataPlane> {
  const dataDir = await newDataDir();
  const owned = ownDataDir(dataDir);
  const logged: { level: string; event: string; fields?: unknown }[] = [];
  const log: DataPlaneLog = (level, event, fields) => void logged.push({ level, event, fields });
  const plane = await startDataPlane({ dataDir, log });
  const clients: ClickHouseClient[] = [];
  const pools: postgres.Sql[] = [];
  const open = (url: string) => {
    const client = createClient({ url, log: { level: 127 } });
    clients.push(client);
    return client;
  };
  return {
    plane,
    dataDir,
    logged,
    freshClickHouse: async () => {
      const database = `test_${randomBytes(6).toString("hex")}`;
      const url = new URL(plane.clickhouseUrl);
      await open(url.href).command({ query: `CREATE DATABASE ${database}` });
      url.pathname = `/${database}`;
      return { client: open(url.href), database, url: url.href };
    },
    openPostgres: () => {
      const sql = postgres({ ...plane.postgres, onnotice: () => undefined });
      pools.push(sql);
      return sql;
    },
    close: async () => {
      await Promise.all([
        ...clients.map((client) => client.close()),
        ...pools.map((sql) => sql.end({ timeout: 1 })),
      ]);
      await plane.stop();
      owned.release();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A new data directory whose Postgres is already created and migrated; the caller removes it. */
export async function newDataDir(): Promise<string> {
  const template = await engineTemplate("data-dir", async (folder) => {
    const directory = join(folder, "postgres");
    await createPostgresDirectory(directory);
    await migrateEngine(await PGlite.create(directory), async () => undefined);
  });
  const dataDir = mkdtempSync(join(tmpdir(), "rm-data-"));
  cpSync(template, dataDir, { recursive: true });
  return dataDir;
}
