import type { BiSource } from "../api/deps.ts";
import { openClickHouse, type ClickHouse } from "../db/clickhouse/client.ts";
import { startDataPlane } from "../db/embedded/start-data-plane.ts";
import { openPostgres, type Postgres } from "../db/postgres/client.ts";
import { migratePostgres } from "../db/postgres/migrate.ts";
import { isPostgresUnavailable } from "../db/postgres/postgres-error.ts";
import type { Closing } from "./closing.ts";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";

/** Says which setting to look at; the address itself may carry a password. */
export class PostgresUnreachableError extends Error {
  override readonly name = "PostgresUnreachableError";
  constructor(cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(
      `PostgreSQL can't be reached (${detail}). Check that it runs and that DATABASE_URL names it.`,
      { cause },
    );
  }
}

export interface OpenStores {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  readonly clickhouseUrl: string;
  /** Where a company's own reports read. */
  readonly bi: BiSource;
  /** True when this process alone owns them. */
  readonly embedded: boolean;
}

export interface StoreDeps {
  readonly config: Config;
  readonly log: Log;
  readonly closing: Closing;
  /** Tells the person at the terminal what a long wait is for. */
  readonly say: (line: string) => void;
}

/**
 * Opens both databases, starting the embedded ones first where they are ours (the caller owns the data
 * directory), and migrates Postgres.
 */
export async function openStores({ config, log, closing, say }: StoreDeps): Promise<OpenStores> {
  const { stores, dataDir } = config;
  if (stores.kind === "external") {
    const pg = openPostgres({ kind: "url", url: stores.databaseUrl });
    closing.add("postgres", () => pg.close());
    await migratePostgres(pg).catch((error: unknown) => {
      throw isPostgresUnavailable(error) ? new PostgresUnreachableError(error) : error;
    });
    const ch = openClickHouse({ url: stores.clickhouseUrl, cluster: stores.cluster });
    closing.add("clickhouse", () => ch.close());
    return {
      pg,
      ch,
      clickhouseUrl: stores.clickhouseUrl,
      bi: serverOf(stores.clickhouseUrl),
      embedded: false,
    };
  }
  const plane = await startDataPlane({
    dataDir,
    log: (level, event, fields) => {
      if (event === "data_plane_first_start") {
        say("First start: creating the embedded database, which takes 5 to 10 seconds …");
      }
      log(level, event, fields);
    },
  });
  closing.add("data plane", () => plane.stop());
  const { host, port, user, database } = plane.postgres;
  const pg = openPostgres({ kind: "embedded", host, port, user, database });
  closing.add("postgres", () => pg.close());
  await migratePostgres(pg);
  const ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  closing.add("clickhouse", () => ch.close());
  const bi = { kind: "embedded", access: (id: string) => plane.biAccess(id) } as const;
  return { pg, ch, clickhouseUrl: plane.clickhouseUrl, bi, embedded: true };
}

/** The server's address without what only this process may know. */
function serverOf(clickhouseUrl: string): BiSource {
  const { protocol, host } = new URL(clickhouseUrl);
  return { kind: "server", url: `${protocol}//${host}` };
}
