import { openPostgres, type Postgres, type PostgresOptions } from "../../db/postgres/client.ts";
import { pgliteBackend } from "./pglite-backend.ts";
import { serverBackend } from "./server-backend.ts";

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
  let last: PostgresOptions | null = null;
  return {
    kind,
    async emptyDatabase() {
      last = await backend.empty();
      return last;
    },
    async database() {
      last = await backend.migrated();
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
