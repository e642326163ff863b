import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** PostgreSQL clients look for `<directory>/.s.PGSQL.<port>`. */
export const POSTGRES_SOCKET_PORT = 5432;

/** Linux: `sun_path` holds 108 bytes with its closing NUL; macOS 104. Unix sockets, unix(7). */
const MAX_SOCKET_PATH_BYTES = 103;

/**
 * A private directory (0700) for the Postgres socket: `<dataDir>/run`, or, where that would exceed
 * the operating system's limit for socket paths, a fresh one in the temporary directory that
 * `remove()` deletes.
 */
export function socketDirectory(dataDir: string): { path: string; remove(): void } {
  const inside = join(resolve(dataDir), "run");
  if (Buffer.byteLength(postgresSocketPath(inside)) <= MAX_SOCKET_PATH_BYTES) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    chmodSync(inside, 0o700);
    return { path: inside, remove: () => undefined };
  }
  const outside = mkdtempSync(join(tmpdir(), "reelmeter-"));
  return { path: outside, remove: () => rmSync(outside, { recursive: true, force: true }) };
}

/** The socket's file for a directory, as libpq and postgres.js build it. */
export function postgresSocketPath(directory: string): string {
  return join(directory, `.s.PGSQL.${POSTGRES_SOCKET_PORT}`);
}
