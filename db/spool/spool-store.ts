import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { uuidV7Ms } from "../../domain/uuid-v7.ts";
import { openBallast, type Ballast } from "./ballast.ts";
import { diskSpace } from "./disk-space.ts";
import { createMakeRoom, type MakeRoom } from "./make-room.ts";
import type { AppendMark, Segment, SegmentBatch } from "./segment.ts";
import { originOf, SegmentShelf, type StoreStats } from "./segment-shelf.ts";
import type { DeadLetter, DeadLetterKey, SpoolBatch } from "./spool.ts";
import { SpoolError } from "./spool-error.ts";
import { MAX_BATCH_RECORDS } from "./spool-limits.ts";
import type { SpoolStoreDeps } from "./spool-store-deps.ts";
import { sqliteFault } from "./sqlite-fault.ts";

/** A body whose checksum failed is kept for a human, and never sent. */
export const CHECKSUM_REASON = "checksum";

const SEGMENT_PREFIX = "segment-";

/** One spool, synchronously: it lives in a thread of its own. What a method wrote is synced when it returns. */
export class SpoolStore {
  readonly #deps: SpoolStoreDeps;
  readonly #ballast: Ballast;
  readonly #makeRoom: MakeRoom;
  readonly #shelf: SegmentShelf;
  /** The segment that is written to, the youngest; the others are sealed. */
  #current: Segment | null = null;

  constructor(deps: SpoolStoreDeps) {
    this.#deps = deps;
    mkdirSync(deps.directory, { recursive: true, mode: 0o700 });
    this.#ballast = openBallast(join(deps.directory, "ballast"), deps.limits.ballastBytes);
    this.#makeRoom = createMakeRoom(this.#ballast, deps.log);
    this.#shelf = new SegmentShelf(deps, this.#makeRoom);
  }

  /**
   * Adds records in one commit: all or none.
   * @throws SpoolError `spool_full`: nothing was added. `spool_failed`: nobody knows what a failed sync left on the
   * disk, so open the spool anew and ask `progress`
   */
  append(bodies: readonly string[], mark?: AppendMark): void {
    this.#add(bodies, { mark });
  }

  /** How far the appends of a session are on disk; 0 for an unknown one. */
  progress(session: string): number {
    return this.#shelf.progress(session);
  }

  /** The oldest batch that is not finished, else a new one; null when nothing waits. */
  nextBatch(limit: number): SpoolBatch | null {
    const records = Math.min(Math.max(1, limit), MAX_BATCH_RECORDS);
    for (const segment of this.#shelf.segments()) {
      const batch = this.#reading(segment, () => this.#batchOf(segment, records));
      if (batch !== null) return batch;
    }
    return null;
  }

  /** @throws SpoolError `spool_unknown_batch` when it is finished or was never cut */
  bury(batchId: string, ids: readonly number[], reason: string): void {
    const found = this.#find(batchId);
    if (found === null) throw new SpoolError("spool_unknown_batch", batchId);
    const wanted = new Set(ids);
    this.#bury(found.segment, found.batch, (id) => wanted.has(id), reason);
  }

  finishBatch(batchId: string): void {
    const found = this.#find(batchId);
    if (found === null) return;
    this.#booking(found.segment, () => found.segment.finish(found.batch));
    this.#purgeWhenDone(found.segment);
  }

  deadLetters(limit: number, after: DeadLetterKey = { segment: "", id: 0 }): readonly DeadLetter[] {
    return this.#shelf.ledger.letters(limit, after);
  }

  replay(keys: readonly DeadLetterKey[]): number {
    const letters = keys
      .map((key) => this.#shelf.ledger.letter(key))
      .filter((letter) => letter !== null)
      .filter(({ reason }) => reason !== CHECKSUM_REASON);
    if (letters.length === 0) return 0;
    this.#add(
      letters.map(({ body }) => body),
      { origins: letters.map(originOf) },
    );
    this.#makeRoom(() => this.#shelf.ledger.forgetLetters(letters));
    return letters.length;
  }

  stats(): StoreStats {
    const oldest = this.#shelf.segments().find((segment) => segment.waiting() > 0);
    const oldestAtMs =
      oldest === undefined ? null : this.#reading(oldest, () => oldest.oldestAtMs());
    return this.#shelf.stats(oldestAtMs);
  }

  /** Whether the spool or the disk under it is at its bound. */
  overloaded(): boolean {
    const { limits, directory } = this.#deps;
    const { freeBytes, totalBytes } = diskSpace(directory);
    const floor = Math.max(limits.minFreeBytes, limits.minFreeShare * totalBytes);
    return freeBytes < floor || this.#shelf.bytes() > limits.maxBytes;
  }

  /** Seals by age, deletes what is done, takes the ballast back when there is room. Call it every second or so. */
  tidy(): void {
    if (this.#current !== null) this.#sealWhenDue(this.#current);
    for (const segment of this.#shelf.segments()) this.#purgeWhenDone(segment);
    const { directory, limits } = this.#deps;
    if (diskSpace(directory).freeBytes >= 2 * limits.ballastBytes) this.#ballast.restore();
  }

  close(): void {
    this.#shelf.close();
  }

  #add(bodies: readonly string[], extra: Parameters<Segment["append"]>[2]): void {
    if (bodies.length === 0) return;
    if (this.#ballast.released()) throw new SpoolError("spool_full", "the ballast is released");
    const segment = this.#writable();
    this.#writing(segment, () => segment.append(bodies, this.#deps.now(), extra));
    this.#sealWhenDue(segment);
  }

  #writable(): Segment {
    this.#current ??= this.#translated(() =>
      this.#shelf.begin(SEGMENT_PREFIX + this.#deps.newId()),
    );
    return this.#current;
  }

  #batchOf(segment: Segment, limit: number): SpoolBatch | null {
    while (segment.waiting() > 0) {
      const batch = segment.openBatch() ?? this.#cut(segment, limit);
      const records = segment.read(batch);
      const broken = new Set(records.filter(({ intact }) => !intact).map(({ id }) => id));
      if (broken.size > 0) {
        const fields = { segment: segment.name, records: broken.size };
        this.#deps.log("error", fields, "records changed on the disk and became dead letters");
        this.#bury(segment, batch, (id) => broken.has(id), CHECKSUM_REASON);
      }
      const intact = records.filter(({ id }) => !broken.has(id));
      if (intact.length > 0) {
        return { batchId: batch.batchId, records: intact.map(({ id, body }) => ({ id, body })) };
      }
      this.finishBatch(batch.batchId);
    }
    return null;
  }

  #cut(segment: Segment, limit: number): SegmentBatch {
    return this.#booking(segment, () => segment.cut(this.#deps.newId(), limit));
  }

  /** The ledger first: a letter without its mark is marked at the next start, and never sent. */
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
    this.#translated(() => this.#makeRoom(() => this.#shelf.ledger.bury(letters)));
    this.#booking(segment, () => segment.bury(letters.map(({ id }) => id)));
  }

  #find(batchId: string): { segment: Segment; batch: SegmentBatch } | null {
    for (const segment of this.#shelf.segments()) {
      const batch = this.#reading(segment, () => segment.batch(batchId));
      if (batch !== null) return { segment, batch };
    }
    return null;
  }

  #sealWhenDue(segment: Segment): void {
    const { limits, now } = this.#deps;
    const bornAtMs = uuidV7Ms(segment.name.slice(SEGMENT_PREFIX.length)) ?? 0;
    const due =
      segment.bytes() >= limits.segmentMaxBytes || now() - bornAtMs >= limits.segmentMaxAgeMs;
    if (due) this.#current = null;
  }

  #purgeWhenDone(segment: Segment): void {
    if (segment === this.#current || segment.waiting() > 0) return;
    this.#translated(() => this.#shelf.purge(segment));
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

  /** Writes that delivering needs: they may use the ballast. */
  #booking<T>(segment: Segment, work: () => T): T {
    return this.#writing(segment, () => this.#makeRoom(work));
  }

  #writing<T>(segment: Segment, work: () => T): T {
    return this.#translated(() => {
      try {
        return work();
      } catch (error) {
        if (sqliteFault(error) === "corrupt") this.#setAside(segment, error);
        throw error;
      }
    });
  }

  #setAside(segment: Segment, cause: unknown): void {
    if (this.#current === segment) this.#current = null;
    if (this.#shelf.segments().includes(segment)) this.#shelf.setAside(segment, cause);
  }

  /** Faults of the disk become errors that say what to do; damage and our own mistakes stay as they are. */
  #translated<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const fault = sqliteFault(error);
      if (fault === "other" || fault === "corrupt") throw error;
      throw new SpoolError(fault === "full" ? "spool_full" : "spool_failed", String(error), error);
    }
  }
}
