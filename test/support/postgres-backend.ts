import type { PostgresOptions } from "../../db/postgres/client.ts";

/** Makes databases of one kind of Postgres. */
export interface PostgresBackend {
  /** A new one without a schema. */
  empty(): Promise<PostgresOptions>;
  /** A new one with this build's schema. */
  migrated(): Promise<PostgresOptions>;
  close(): Promise<void>;
}
