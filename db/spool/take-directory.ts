import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { lockDirectory, tryLockDirectory, type DirectoryLock } from "./directory-lock.ts";
import { syncDirectory } from "./segment.ts";
import { SpoolError } from "./spool-error.ts";
import { LEDGER_FILE, moveToQuarantine, quarantinedPaths, segmentPaths } from "./spool-files.ts";
import { SpoolStore } from "./spool-store.ts";
import type { SpoolStoreDeps } from "./spool-store-deps.ts";

export interface TakenDirectory {
  readonly directory: string;
  readonly lock: DirectoryLock;
  /** Names of the spools whose records came along. */
  readonly adopted: readonly string[];
}

/**
 * Takes `<root>/<instanceId>` for this process and brings along the spools of instances that are gone: those
 * whose lock is free.
 * @throws SpoolError `spool_in_use` or `spool_not_writable`
 */
export function takeDirectory(
  root: string,
  instanceId: string,
  deps: Omit<SpoolStoreDeps, "directory">,
): TakenDirectory {
  makeRoot(root);
  const directory = join(root, instanceId);
  const adopted: string[] = [];
  let lock: DirectoryLock | null = null;
  for (const orphan of others(root, directory)) {
    const orphanLock = tryLockOrphan(orphan, deps);
    if (orphanLock === null) continue;
    try {
      // The usual case is one orphan, this server's last run: its whole directory gets our name.
      if (lock === null && !existsSync(directory)) {
        renameSync(orphan, directory);
        syncDirectory(root);
        lock = orphanLock;
      } else {
        lock ??= lockDirectory(directory);
        move(orphan, directory, deps);
        // While it is ours, or its instance might come back to a directory that vanishes.
        rmSync(orphan, { recursive: true, force: true });
        orphanLock.release();
      }
      adopted.push(basename(orphan));
    } catch (error) {
      orphanLock.release();
      deps.log(
        "error",
        { err: error, spool: basename(orphan) },
        "an orphaned spool can't be adopted",
      );
    }
  }
  return { directory, lock: lock ?? lockDirectory(directory), adopted };
}

/** Whatever an owner's crash left half done is finished before the files part. */
function move(orphan: string, directory: string, deps: Omit<SpoolStoreDeps, "directory">): void {
  new SpoolStore({ ...deps, directory: orphan }).close();
  for (const path of segmentPaths(orphan)) renameSync(path, join(directory, basename(path)));
  for (const path of quarantinedPaths(orphan)) moveToQuarantine(path, directory);
  renameSync(join(orphan, LEDGER_FILE), join(directory, `ledger-${basename(orphan)}.sqlite`));
  syncDirectory(directory);
  syncDirectory(orphan);
}

function makeRoot(root: string): void {
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SpoolError("spool_not_writable", root, error);
  }
}

function others(root: string, own: string): readonly string[] {
  return (
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, entry.name))
      // Without a ledger nothing was ever written there: an instance that is just starting.
      .filter((path) => path !== own && existsSync(join(path, LEDGER_FILE)))
      .toSorted()
  );
}

function tryLockOrphan(
  directory: string,
  deps: Omit<SpoolStoreDeps, "directory">,
): DirectoryLock | null {
  try {
    return tryLockDirectory(directory);
  } catch (error) {
    const fields = { err: error, spool: basename(directory) };
    deps.log("error", fields, "an orphaned spool can't be locked");
    return null;
  }
}
