import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SPOOL_LIMITS, type SpoolLimits } from "../../db/spool/spool-limits.ts";
import { SpoolStore } from "../../db/spool/spool-store.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";

export interface TestStore {
  readonly directory: string;
  readonly logged: string[];
  /** Its clock, ms. */
  nowMs: number;
  /** Opens the directory's store, closing the one that was open. */
  open(limits?: Partial<SpoolLimits>): SpoolStore;
  close(): void;
}

/** A spool's files in a temporary directory, without its thread. */
export function temporaryStore(at?: string): TestStore {
  const directory = at ?? mkdtempSync(join(tmpdir(), "rm-store-"));
  let current: SpoolStore | null = null;
  const store: TestStore = {
    directory,
    logged: [],
    nowMs: Date.parse("2026-03-05T12:00:00Z"),
    open(limits = {}) {
      current?.close();
      current = new SpoolStore({
        directory,
        limits: { ...SPOOL_LIMITS, ballastBytes: 0, minFreeBytes: 0, minFreeShare: 0, ...limits },
        now: () => store.nowMs,
        newId: () => uuidV7((store.nowMs += 1), randomBytes(10)),
        log: (_level, _fields, message) => void store.logged.push(message),
      });
      return current;
    },
    close() {
      current?.close();
      if (at === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
  return store;
}
