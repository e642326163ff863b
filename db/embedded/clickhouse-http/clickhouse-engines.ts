import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ChdbConnection } from "./chdb-connection.ts";
import type { QueryScope } from "./chdb-connection.ts";
import { loadChdbEngine } from "./chdb-engine.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { StatementInspector } from "./statement-inspector.ts";

/** Reads that run side by side. */
const READ_CONNECTIONS = 3;
/** Reads of people's own reports: they never take a connection from the product. */
const GUEST_CONNECTIONS = 2;
const GUEST_TIME_LIMIT_S = 60;
const GUEST_MEMORY_LIMIT_BYTES = 512 * 1024 * 1024;
/** Memory of one query; grouping and sorting go to disk before it. */
const QUERY_MEMORY_LIMIT_BYTES = 1024 * 1024 * 1024;
const SPILL_TO_DISK_BYTES = 512 * 1024 * 1024;
/** Longest run of a read that names no `max_execution_time` of its own. */
const READ_TIME_LIMIT_S = 600;

/** The engine behind the HTTP face: one connection writes, some read, others judge and cancel. */
export interface ClickHouseEngines {
  readonly writer: ConnectionPool;
  readonly readers: ConnectionPool;
  /** Opened when somebody's report first asks. */
  readonly guests: () => ConnectionPool;
  readonly control: ConnectionPool;
  readonly inspector: StatementInspector;
  readonly insertDirectory: string;
  readonly defaultDatabase: string;
  readonly version: string;
  readonly timezone: string;
  /** How to cancel each running read, by the query id its client gave. */
  readonly running: Map<string, () => void>;
  readonly onFault: (error: unknown) => void;
  close(): void;
}

/**
 * Opens the analytic engine on `directory` and creates `defaultDatabase`. Acknowledged inserts are
 * on disk: parts and their directories are fsynced, asynchronous inserts are off.
 */
export async function openClickHouseEngines(options: {
  directory: string;
  defaultDatabase: string;
  onFault: (error: unknown) => void;
}): Promise<ClickHouseEngines> {
  const engine = loadChdbEngine();
  const path = join(options.directory, "store");
  const insertDirectory = join(options.directory, "inserts");
  rmSync(insertDirectory, { recursive: true, force: true });
  for (const directory of [path, insertDirectory]) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }
  const configuration = join(options.directory, "engine.xml");
  writeFileSync(configuration, ENGINE_CONFIGURATION, { mode: 0o600 });
  const open = (readonly: boolean, settings: Record<string, string> = {}) =>
    new ChdbConnection({
      engine,
      path,
      readonly,
      engineArguments: [`--config-file=${configuration}`],
      baseSettings: new Map(Object.entries({ ...BASE_SETTINGS, ...settings })),
    });
  rmSync(join(path, "metadata", "default.sql"), { force: true });
  const first = open(false);
  await closeFilesystemDatabase(first);
  await first.query(`CREATE DATABASE IF NOT EXISTS ${options.defaultDatabase}`, "Null", SCOPE);
  const about = await first.query("SELECT version(), timezone()", "TSV", SCOPE);
  const [version = "", timezone = ""] = about.bytes.toString("utf8").trim().split("\t");
  const writer = new ConnectionPool([first]);
  const readers = new ConnectionPool(
    Array.from({ length: READ_CONNECTIONS }, () =>
      open(true, { max_execution_time: String(READ_TIME_LIMIT_S) }),
    ),
  );
  let guests: ConnectionPool | undefined;
  const openGuests = () =>
    new ConnectionPool(
      Array.from({ length: GUEST_CONNECTIONS }, () =>
        open(true, {
          max_execution_time: String(GUEST_TIME_LIMIT_S),
          max_memory_usage: String(GUEST_MEMORY_LIMIT_BYTES),
        }),
      ),
    );
  const control = new ConnectionPool([open(false)]);
  const judge = new ConnectionPool([open(true)]);
  return {
    writer,
    readers,
    guests: () => (guests ??= openGuests()),
    control,
    inspector: await StatementInspector.open(judge),
    insertDirectory,
    defaultDatabase: options.defaultDatabase,
    version,
    timezone,
    running: new Map(),
    onFault: options.onFault,
    close: () => [judge, control, guests, readers, writer].forEach((pool) => pool?.close()),
  };
}

const SCOPE: QueryScope = { database: "default", settings: new Map(), parameters: new Map() };

const BASE_SETTINGS = {
  async_insert: "0",
  max_memory_usage: String(QUERY_MEMORY_LIMIT_BYTES),
  max_bytes_before_external_group_by: String(SPILL_TO_DISK_BYTES),
  max_bytes_before_external_sort: String(SPILL_TO_DISK_BYTES),
  max_query_size: String(2 * 1024 * 1024),
};

/** Defaults of tables, which no connection argument reaches. */
const ENGINE_CONFIGURATION = `<clickhouse>
  <timezone>UTC</timezone>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
  </merge_tree>
</clickhouse>
`;

/**
 * The engine opens with a database `default` laid over the file system, where any path is a table.
 * An empty one in memory takes its place before anybody can ask; its trace on disk would keep the
 * next start from doing the same. Nothing is kept there: the judge refuses tables in it.
 */
async function closeFilesystemDatabase(connection: ChdbConnection): Promise<void> {
  await connection.query("DETACH DATABASE default", "Null", SCOPE);
  await connection.query("CREATE DATABASE default ENGINE = Memory", "Null", SCOPE);
}
