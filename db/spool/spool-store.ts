import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { uuidV7Ms } from "../../domain/uuid-v7.ts";
import { openBallast, type Ballast } from "./ballast.ts";
import { diskSpace } from "./disk-space.ts";
import { Ledger } from "./ledger.ts";
import { Segment, type SegmentBatch } from "./segment.ts";
import type { DeadLetter, DeadLetterKey, SpoolBatch, SpoolStats } from "./spool.ts";
import { SpoolError } from "./spool-error.ts";
import {
  foreignLedgerPaths,
  LEDGER_FILE,
  moveToQuarantine,
  quarantinedPaths,
  removeSqlite,
  segmentPaths,
} from "./spool-files.ts";
import { MAX_BATCH_RECORDS, type SpoolLimits } from "./spool-limits.ts";
import { sqliteFault } from "./sqlite-fault.ts";

export interface SpoolStoreDeps {
  /** Owned by the caller (`lockDirectory`). */
  readonly directory: string;
  readonly limits: SpoolLimits;
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly log: SpoolStoreLog;
}

export type SpoolStoreLog = (
  level: "info" | "warn" | "error",
  fields: object,
  message: string,
) => void;

export type StoreStats = Omit<SpoolStats, "refused" | "inFlightBytes">;

/** A body whose checksum failed is kept for a human, and never sent. */
export const CHECKSUM_REASON = "checksum";

/** The files of one spool. Synchronous: it lives in a thread of its own. What a method wrote is synced. */
export class SpoolStore {
  readonly #deps: SpoolStoreDeps;
  readonly #ballast: Ballast;
  #ledger: Ledger;
  /** Oldest first; `#current`, when there is one, is the last. */
  #segments: Segment[] = [];
  #current: Segment | null = null;

  constructor(deps: SpoolStoreDeps) {
    this.#deps = deps;
    mkdirSync(deps.directory, { recursive: true, mode: 0o700 });
    this.#ballast = openBallast(join(deps.directory, "ballast"), deps.limits.ballastBytes);
    this.#ledger = this.#withSpace(() => this.#openLedger());
    this.#withSpace(() => this.#recover());
  }

  /**
   * Adds records in one commit: all or none.
   * @throws SpoolError `spool_full` or `spool_failed`: nothing was added, try again later
   */
  append(bodies: readonly string[]): void {
    this.#add(bodies);
  }

  /** The oldest batch that is not finished, else a new one; null when nothing waits. */
  nextBatch(limit: number): SpoolBatch | null {
    const records = Math.min(Math.max(1, limit), MAX_BATCH_RECORDS);
    for (const segment of [...this.#segments]) {
      const batch = this.#reading(segment, () => this.#batchOf(segment, records));
      if (batch !== null) return batch;
    }
    return null;
  }

  bury(batchId: string, ids: readonly number[], reason: string): void {
    const found = this.#find(batchId);
    if (found === null) throw new SpoolError("spool_unknown_batch", batchId);
    const wanted = new Set(ids);
    this.#bury(found.segment, found.batch, (id) => wanted.has(id), reason);
  }

  finishBatch(batchId: string): void {
    const found = this.#find(batchId);
    if (found === null) return;
    this.#writing(found.segment, () => found.segment.finish(found.batch));
    this.#purge(found.segment);
  }

  deadLetters(limit: number, after: DeadLetterKey = { segment: "", id: 0 }): readonly DeadLetter[] {
    return this.#ledger.letters(limit, after);
  }

  replay(keys: readonly DeadLetterKey[]): number {
    const letters = keys
      .map((key) => this.#ledger.letter(key))
      .filter((letter) => letter !== null && letter.reason !== CHECKSUM_REASON) as DeadLetter[];
    if (letters.length === 0) return 0;
    this.#add(letters.map((letter) => letter.body), letters.map(originOf));
    this.#withSpace(() => this.#ledger.forgetLetters(letters));
    return letters.length;
  }

  stats(): StoreStats {
    const totals = this.#ledger.totals();
    const counts = this.#segments.map((segment) => segment.counts());
    const oldest = this.#segments.find((segment) => segment.waiting() > 0);
    return {
      accepted: counts.reduce((sum, of) => sum + of.records - of.replayed, totals.accepted),
      stored: counts.reduce((sum, of) => sum + of.stored, totals.stored),
      dead: this.#ledger.dead(),
      waiting: this.#segments.reduce((sum, segment) => sum + segment.waiting(), 0),
      oldestAtMs:
        oldest === undefined ? null : this.#reading(oldest, () => oldest.oldestAtMs()),
      bytes: this.#bytes(),
      quarantined: quarantinedPaths(this.#deps.directory).length,
    };
  }

  /** Whether the spool or the disk under it is at its bound. */
  overloaded(): boolean {
    const { limits, directory } = this.#deps;
    const { freeBytes, totalBytes } = diskSpace(directory);
    const floor = Math.max(limits.minFreeBytes, limits.minFreeShare * totalBytes);
    return freeBytes < floor || this.#bytes() > limits.maxBytes;
  }

  /** Seals by age, and takes the ballast back when there is room again. Call it every second or so. */
  tidy(): void {
    if (this.#current !== null) this.#sealWhenDue(this.#current);
    this.#restoreBallast();
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
    this.#ledger.close();
  }

  #add(bodies: readonly string[], origins?: readonly string[]): void {
    if (bodies.length === 0) return;
    const segment = this.#writable();
    const before = segment.counts().records;
    try {
      this.#writing(segment, () => segment.append(bodies, this.#deps.now(), origins));
    } catch (error) {
      // Its commit may have reached the disk although it failed: then it is not added again.
      const reread = this.#segments.includes(segment);
      if (!reread || segment.counts().records !== before + bodies.length) throw error;
    }
    this.#sealWhenDue(segment);
  }

  #writable(): Segment {
    if (this.#current !== null) return this.#current;
    const path = join(this.#deps.directory, `segment-${this.#deps.newId()}.sqlite`);
    const segment = this.#translated(() => this.#withSpace(() => new Segment(path)));
    this.#segments.push(segment);
    this.#current = segment;
    return segment;
  }

  #batchOf(segment: Segment, limit: number): SpoolBatch | null {
    for (;;) {
      const batch = segment.openBatch() ?? this.#cut(segment, limit);
      if (batch === null) return null;
      const records = segment.read(batch);
      const broken = new Set(records.filter((record) => !record.intact).map(({ id }) => id));
      if (broken.size > 0) {
        this.#deps.log("error", { segment: segment.name, records: broken.size }, "records changed on the disk");
        this.#bury(segment, batch, (id) => broken.has(id), CHECKSUM_REASON);
      }
      const intact = records.filter((record) => record.intact);
      if (intact.length > 0) {
        return { batchId: batch.batchId, records: intact.map(({ id, body }) => ({ id, body })) };
      }
      this.finishBatch(batch.batchId);
      if (!this.#segments.includes(segment)) return null;
    }
  }

  #cut(segment: Segment, limit: number): SegmentBatch | null {
    if (segment.uncut() === 0) return null;
    return this.#writing(segment, () => segment.cut(this.#deps.newId(), limit));
  }

  /** The ledger first: a letter without its mark is marked at the next start, never sent and dead. */
  #bury(
    segment: Segment,
    batch: SegmentBatch,
    chosen: (id: number) => boolean,
    reason: string,
  ): void {
    const atMs = this.#deps.now();
    const letters = segment
      .read(batch)
      .filter(({ id }) => chosen(id))
      .map(({ id, body }) => ({ segment: segment.name, id, atMs, reason, body }));
    this.#withSpace(() => this.#ledger.bury(letters));
    this.#writing(segment, () => segment.bury(letters.map(({ id }) => id)));
  }

  #find(batchId: string): { segment: Segment; batch: SegmentBatch } | null {
    for (const segment of this.#segments) {
      const batch = this.#reading(segment, () => segment.batch(batchId));
      if (batch !== null) return { segment, batch };
    }
    return null;
  }

  #sealWhenDue(segment: Segment): void {
    const { limits, now } = this.#deps;
    const bornAtMs = uuidV7Ms(segment.name.slice("segment-".length)) ?? 0;
    const due =
      segment.bytes() >= limits.segmentMaxBytes || now() - bornAtMs >= limits.segmentMaxAgeMs;
    if (!due) return;
    this.#current = null;
    this.#purge(segment);
  }

  /** Deletes a sealed segment once nothing of it waits. Its counts move first, once. */
  #purge(segment: Segment): void {
    if (segment === this.#current || segment.waiting() > 0) return;
    const { records, replayed, stored } = segment.counts();
    this.#withSpace(() =>
      this.#ledger.takeOver(segment.name, { accepted: records - replayed, stored }),
    );
    segment.close();
    this.#segments = this.#segments.filter((other) => other !== segment);
    removeSqlite(segment.path, this.#deps.directory);
    this.#withSpace(() => this.#ledger.forgetGone(segment.name));
  }

  #recover(): void {
    const { directory } = this.#deps;
    for (const name of this.#ledger.gone()) {
      removeSqlite(join(directory, `${name}.sqlite`), directory);
      this.#ledger.forgetGone(name);
    }
    for (const path of foreignLedgerPaths(directory)) this.#fold(path);
    for (const path of segmentPaths(directory)) this.#load(path);
    this.#settleBooks();
    for (const segment of [...this.#segments]) this.#purge(segment);
  }

  #load(path: string): void {
    try {
      const segment = new Segment(path);
      segment.bury(this.#ledger.buriedOf(segment.name));
      this.#ledger.forgetLetters(segment.origins().map(keyOf));
      segment.close();
      this.#segments.push(segment);
    } catch (error) {
      if (sqliteFault(error) !== "corrupt") throw error;
      this.#quarantine(path, error);
    }
  }

  #fold(path: string): void {
    const name = basename(path);
    try {
      const other = new Ledger(path);
      this.#ledger.fold(name, other);
      other.close();
      removeSqlite(path, this.#deps.directory);
      this.#ledger.forgetFolded(name);
    } catch (error) {
      if (sqliteFault(error) !== "corrupt") throw error;
      this.#quarantine(path, error);
    }
  }

  #openLedger(): Ledger {
    const path = join(this.#deps.directory, LEDGER_FILE);
    try {
      return new Ledger(path);
    } catch (error) {
      if (sqliteFault(error) !== "corrupt") throw error;
      this.#quarantine(path, error);
      return new Ledger(path);
    }
  }

  #quarantine(path: string, cause: unknown): void {
    moveToQuarantine(path, this.#deps.directory);
    this.#deps.log("error", { err: cause, file: basename(path) }, "moved a damaged file to quarantine");
  }

  /** What lies in quarantine can't be counted: accepted is what is stored, dead or waiting. */
  #settleBooks(): void {
    if (quarantinedPaths(this.#deps.directory).length === 0) return;
    const { accepted, stored, dead, waiting } = this.stats();
    this.#ledger.correctAccepted(stored + dead + waiting - accepted);
  }

  /** A segment that turns out to be damaged goes to quarantine, and the rest goes on. */
  #reading<T>(segment: Segment, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (sqliteFault(error) !== "corrupt") throw error;
      this.#setAside(segment, error);
      return null;
    }
  }

  #setAside(segment: Segment, cause: unknown): void {
    segment.close();
    this.#segments = this.#segments.filter((other) => other !== segment);
    if (this.#current === segment) this.#current = null;
    this.#quarantine(segment.path, cause);
    this.#settleBooks();
  }

  /** After a failed write the file is closed and read again: what a failed sync left behind is not known. */
  #writing<T>(segment: Segment, work: () => T): T {
    return this.#translated(() => {
      try {
        return this.#withSpace(work);
      } catch (error) {
        if (sqliteFault(error) === "corrupt") this.#setAside(segment, error);
        else segment.reload();
        throw error;
      }
    });
  }

  #withSpace<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (sqliteFault(error) !== "full" || !this.#ballast.release()) throw error;
      this.#deps.log("error", {}, "the disk is full: released the ballast");
      return work();
    }
  }

  #translated<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const fault = sqliteFault(error);
      if (fault === "other" || fault === "corrupt") throw error;
      const code = fault === "full" ? "spool_full" : "spool_failed";
      throw new SpoolError(code, String(error), error);
    }
  }

  #restoreBallast(): void {
    const { directory, limits } = this.#deps;
    if (diskSpace(directory).freeBytes < limits.minFreeBytes + limits.ballastBytes) return;
    try {
      this.#ballast.restore();
    } catch (error) {
      this.#deps.log("warn", { err: error }, "no room for the ballast");
    }
  }

  #bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes(), 0);
  }
}

function originOf(letter: DeadLetterKey): string {
  return `${letter.segment}#${letter.id}`;
}

function keyOf(origin: string): DeadLetterKey {
  const [segment = "", id = "0"] = origin.split("#");
  return { segment, id: Number(id) };
}
