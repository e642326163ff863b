import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import Database from "libsql";

import { DataPlaneError } from "./data-plane-error.ts";

const LOCK_FILE = "owner.lock";
const OWNER_PID_FILE = "owner.pid";

/**
 * Creates `dataDir` (mode 0700) when it is missing and makes this process its only owner until
 * `release()` or the end of the process, however that end comes: the lock is an operating-system
 * file lock that SQLite holds in exclusive mode, so a crash leaves nothing to clean up.
 *
 * Throws `DataPlaneError` with code `data_dir_in_use` (another process owns it; its pid is named)
 * or `data_dir_not_writable`.
 */
export function ownDataDir(dataDir: string): { release(): void } {
  const directory = resolve(dataDir);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(directory, error);
  }
  const lock = takeLock(directory);
  writeFileSync(join(directory, OWNER_PID_FILE), String(process.pid), { mode: 0o600 });
  return { release: () => void lock.close() };
}

function takeLock(directory: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(directory, LOCK_FILE), { timeout: 0 });
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
    return lock;
  } catch (error) {
    lock?.close();
    throw isBusy(error) ? inUse(directory, error) : notWritable(directory, error);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "SQLITE_BUSY" || error.code === "SQLITE_LOCKED")
  );
}

function inUse(directory: string, cause: unknown): DataPlaneError {
  const pid = ownerPid(directory);
  return new DataPlaneError({
    code: "data_dir_in_use",
    message:
      `The data directory ${directory} is already in use by process ${pid}. ` +
      "Stop that process, or set DATA_DIR to another directory.",
    detail: `exclusive lock on ${LOCK_FILE} is held by process ${pid}`,
    retry: false,
    cause,
  });
}

function notWritable(directory: string, cause: unknown): DataPlaneError {
  return new DataPlaneError({
    code: "data_dir_not_writable",
    message:
      `The data directory ${directory} cannot be created or written. ` +
      "Give this user write access to it, or set DATA_DIR to another directory.",
    detail: cause instanceof Error ? cause.message : String(cause),
    retry: false,
    cause,
  });
}

/** The pid is only for the sentence: the lock alone decides. */
function ownerPid(directory: string): string {
  try {
    return readFileSync(join(directory, OWNER_PID_FILE), "utf8").trim() || "(unknown)";
  } catch {
    return "(unknown)";
  }
}
