import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { SpoolError } from "./spool-error.ts";
import { sqliteFault } from "./sqlite-fault.ts";

export interface DirectoryLock {
  release(): void;
}

/** Another process that adopts this directory holds it for a moment; an owner holds it for good. */
const OWN_WAIT_MS = 1_000;
const TRY_AGAIN_MS = 50;

/**
 * Makes this process the only owner of a spool directory until `release` or its end, however that comes: the
 * lock is the operating system's, held by SQLite in exclusive mode. Blocks its thread for up to OWN_WAIT_MS.
 * @throws SpoolError `spool_in_use` or `spool_not_writable`
 */
export function lockDirectory(directory: string): DirectoryLock {
  for (let waitedMs = 0; ; waitedMs += TRY_AGAIN_MS) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const lock = tryLockDirectory(directory);
      if (lock !== null) return lock;
    } catch (error) {
      if (waitedMs >= OWN_WAIT_MS) throw new SpoolError("spool_not_writable", directory, error);
    }
    if (waitedMs >= OWN_WAIT_MS) throw new SpoolError("spool_in_use", directory);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TRY_AGAIN_MS);
  }
}

/** The same for a directory that exists, without waiting; null when another process holds it. */
export function tryLockDirectory(directory: string): DirectoryLock | null {
  const path = join(directory, "owner.lock");
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
  } catch (error) {
    lock.close();
    if (sqliteFault(error) === "busy") return null;
    throw error;
  }
  // Its adopter may have removed it between our opening and our locking: then we hold nothing.
  if (existsSync(path)) return { release: () => void lock.close() };
  lock.close();
  return null;
}
