import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { SpoolError } from "./spool-error.ts";
import { sqliteFault } from "./sqlite-fault.ts";

export interface DirectoryLock {
  release(): void;
}

/**
 * Makes this process the only owner of a spool directory until `release` or its end, however that comes: the
 * lock is the operating system's, held by SQLite in exclusive mode.
 * @throws SpoolError `spool_in_use` or `spool_not_writable`
 */
export function lockDirectory(directory: string): DirectoryLock {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    lock = new Database(join(directory, "owner.lock"), { timeout: 0 });
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
  } catch (error) {
    lock?.close();
    const busy = sqliteFault(error) === "busy";
    throw new SpoolError(busy ? "spool_in_use" : "spool_not_writable", directory, error);
  }
  const held = lock;
  return { release: () => void held.close() };
}
