import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";

import { postgresEngine } from "../../../db/embedded/postgres-wire/postgres-engine.ts";
import type { PostgresEngine } from "../../../db/embedded/postgres-wire/postgres-engine.ts";
import { servePostgres } from "../../../db/embedded/postgres-wire/serve-postgres.ts";

const directory = mkdtempSync(join(tmpdir(), "rm-idle-"));
let engine: PostgresEngine;
let server: { close(): Promise<void> };

beforeAll(async () => {
  engine = postgresEngine(await PGlite.create({ dataDir: "memory://" }), () => undefined);
  const path = join(directory, ".s.PGSQL.5432");
  server = await servePostgres({ engine, path, idleTurnLimitMs: 50, onFault: () => undefined });
}, 60_000);
afterAll(async () => {
  await server.close();
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

it("cuts off a client that idles in a transaction while another one waits", async () => {
  const options = { host: directory, port: 5432, user: "postgres", database: "postgres", max: 1 };
  const idler = connect(join(directory, ".s.PGSQL.5432"));
  const body = Buffer.from("\0\u0003\0\0user\0postgres\0\0");
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  idler.write(Buffer.concat([length, body]));
  await once(idler, "data");
  idler.write(Buffer.concat([Buffer.from([0x51, 0, 0, 0, 10]), Buffer.from("BEGIN\0")]));
  await once(idler, "data");
  const sql = postgres(options);
  expect((await sql`SELECT 1 AS a`)[0]?.["a"]).toBe(1);
  await sql.end();
  idler.destroy();
});
