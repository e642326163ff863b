import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { biGuest, type BiGuest } from "./bi-guest.ts";
import { createPostgresDirectory } from "./create-postgres-directory.ts";
import { dataPlaneCredentials, keepCredentials } from "./data-plane-credentials.ts";
import { POSTGRES_SOCKET_PORT, postgresSocketPath, socketDirectory } from "./socket-directory.ts";
import { superviseChild } from "./supervise-child.ts";
import type { DataPlaneState } from "./supervise-child.ts";

export type DataPlaneLog = (
  level: "info" | "warn" | "error",
  event: string,
  fields?: Record<string, unknown>,
) => void;

/** A ClickHouse user that only reads. */
export interface BiAccess extends BiGuest {
  /** Address of the HTTP interface. */
  readonly url: string;
  readonly database: string;
}

/**
 * The embedded data plane, ready to be used.
 *
 * `postgres` holds the options of postgres.js: `postgres({ ...plane.postgres })`. PGlite is one
 * session, so `max` is 1: keep transactions short, and inside one use the transaction's own handle,
 * for a query on the pool would wait for itself. LISTEN/NOTIFY is not delivered. The socket lies in
 * a directory only this user can enter; there is neither password nor TLS.
 *
 * `clickhouseUrl` is for `createClient({ url })` of @clickhouse/client.
 */
export interface DataPlane {
  readonly postgres: {
    /** The directory of the Unix socket. */
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password?: string;
    readonly database: string;
    readonly max: 1;
  };
  /** For psql; it names the socket's directory as libpq wants it. */
  readonly databaseUrlForHumans: string;
  /** `http://user:password@127.0.0.1:port/reelmeter`. */
  readonly clickhouseUrl: string;
  /** Where a company's own reports read, and as whom: the views of one workspace, nothing else. */
  biAccess(workspaceId: string): BiAccess;
  /** The child's process id; another one after each restart. */
  pid(): number;
  state(): DataPlaneState;
  /** Lets running queries end (up to 5 s), closes both engines and ends the child. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded data plane on a data directory that the caller owns (`ownDataDir`): PGlite
 * and chDB in one child process, restarted on the same addresses whenever it dies.
 * Throws `DataPlaneError` (`data_plane_start_failed`) when it does not come up.
 */
export async function startDataPlane(options: {
  dataDir: string;
  log: DataPlaneLog;
}): Promise<DataPlane> {
  const dataDir = resolve(options.dataDir);
  const postgresDirectory = join(dataDir, "postgres");
  const clickhouseDirectory = join(dataDir, "clickhouse");
  mkdirSync(clickhouseDirectory, { recursive: true, mode: 0o700 });
  if (!existsSync(postgresDirectory)) {
    options.log("info", "data_plane_first_start", {
      waits_for: "creating the embedded Postgres, once, which takes 5 to 10 seconds",
    });
    await createPostgresDirectory(postgresDirectory);
  }
  const credentials = dataPlaneCredentials(dataDir);
  const socket = socketDirectory(dataDir);
  const child = await superviseChild({
    log: options.log,
    orders: {
      kind: "serve",
      postgresDirectory,
      postgresSocket: postgresSocketPath(socket.path),
      clickhouseDirectory,
      clickhouseUser: credentials.clickhouseUser,
      clickhousePassword: credentials.clickhousePassword,
      clickhousePort: credentials.clickhousePort,
      biSecret: credentials.biSecret,
    },
  });
  const clickhousePort = child.clickhousePort();
  if (clickhousePort !== credentials.clickhousePort) {
    keepCredentials(dataDir, { ...credentials, clickhousePort });
  }
  const { clickhouseUser, clickhousePassword } = credentials;
  return {
    postgres: {
      host: socket.path,
      port: POSTGRES_SOCKET_PORT,
      user: "postgres",
      database: "postgres",
      max: 1,
    },
    databaseUrlForHumans: `postgresql:///postgres?user=postgres&host=${encodeURIComponent(socket.path)}&port=${POSTGRES_SOCKET_PORT}`,
    clickhouseUrl: `http://${clickhouseUser}:${clickhousePassword}@127.0.0.1:${clickhousePort}/reelmeter`,
    biAccess: (workspaceId) => ({
      url: `http://127.0.0.1:${clickhousePort}`,
      database: "reelmeter",
      ...biGuest(credentials.biSecret, workspaceId),
    }),
    pid: () => child.pid(),
    state: () => child.state(),
    stop: async () => {
      await child.stop();
      socket.remove();
    },
  };
}
