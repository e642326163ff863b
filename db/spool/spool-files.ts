import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from "node:fs";
import { basename, join } from "node:path";
import { syncDirectory } from "./segment.ts";

export const LEDGER_FILE = "ledger.sqlite";
const QUARANTINE = "quarantine";
const SEGMENT_FILE = /^segment-[0-9a-f-]{36}\.sqlite$/;
const FOREIGN_LEDGER = /^ledger-.+\.sqlite$/;

/** Paths of the segments in a spool directory, oldest first: their names sort by time. */
export function segmentPaths(directory: string): readonly string[] {
  return matching(directory, SEGMENT_FILE);
}

/** Paths of ledgers that came with adopted spools and are not folded yet. */
export function foreignLedgerPaths(directory: string): readonly string[] {
  return matching(directory, FOREIGN_LEDGER);
}

export function quarantinedPaths(directory: string): readonly string[] {
  const quarantine = join(directory, QUARANTINE);
  return existsSync(quarantine) ? matching(quarantine, /\.sqlite$/) : [];
}

/** Puts a SQLite file that can't be read aside, with its log; nothing is deleted. */
export function moveToQuarantine(path: string, directory: string): void {
  const quarantine = join(directory, QUARANTINE);
  mkdirSync(quarantine, { recursive: true, mode: 0o700 });
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, join(quarantine, basename(path) + suffix));
    }
  }
  syncDirectory(quarantine);
  syncDirectory(directory);
}

/** Deletes a closed SQLite file; its name and its space are gone when this returns. */
export function removeSqlite(path: string, directory: string): void {
  // The driver may hold the file open until it collects garbage: emptied, it gives its space back at once.
  if (existsSync(path)) truncateSync(path, 0);
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true });
  syncDirectory(directory);
}

/** The log goes first and the database last, so that a database never lies somewhere without its log. */
const SUFFIXES = ["-shm", "-wal", ""] as const;

function matching(directory: string, pattern: RegExp): readonly string[] {
  return readdirSync(directory)
    .filter((name) => pattern.test(name))
    .toSorted()
    .map((name) => join(directory, name));
}
