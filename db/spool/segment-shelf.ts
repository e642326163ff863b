import { basename, join } from "node:path";
import { Ledger } from "./ledger.ts";
import type { MakeRoom } from "./make-room.ts";
import { Segment } from "./segment.ts";
import type { DeadLetterKey, SpoolStats } from "./spool.ts";
import {
  foreignLedgerPaths,
  LEDGER_FILE,
  moveToQuarantine,
  quarantinedPaths,
  removeSqlite,
  segmentPaths,
} from "./spool-files.ts";
import type { SpoolStoreDeps } from "./spool-store-deps.ts";
import { sqliteFault } from "./sqlite-fault.ts";

export type StoreStats = Omit<SpoolStats, "refused" | "inFlightBytes">;

/** The segments and the ledger of a spool directory: what came of a crash is settled when it is opened. */
export class SegmentShelf {
  readonly #deps: SpoolStoreDeps;
  readonly #makeRoom: MakeRoom;
  readonly ledger: Ledger;
  /** Oldest first. */
  #segments: readonly Segment[] = [];

  constructor(deps: SpoolStoreDeps, makeRoom: MakeRoom) {
    this.#deps = deps;
    this.#makeRoom = makeRoom;
    this.ledger = makeRoom(() => this.#openLedger());
    makeRoom(() => this.#recover());
  }

  segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Begins a new segment, the youngest. @throws SqliteError */
  begin(name: string): Segment {
    const path = join(this.#deps.directory, `${name}.sqlite`);
    try {
      const segment = new Segment(path);
      this.#segments = [...this.#segments, segment];
      return segment;
    } catch (error) {
      removeSqlite(path, this.#deps.directory);
      throw error;
    }
  }

  /** Deletes a segment of which nothing waits. Its counts move to the ledger first, once. */
  purge(segment: Segment): void {
    const { records, replayed, stored } = segment.counts();
    this.#makeRoom(() =>
      this.ledger.takeOver(segment.name, { accepted: records - replayed, stored }),
    );
    segment.close(this.#onCloseFault);
    this.#forget(segment);
    removeSqlite(segment.path, this.#deps.directory);
    this.#makeRoom(() => this.ledger.forgetGone(segment.name));
  }

  /** Puts a damaged segment into quarantine. */
  setAside(segment: Segment, cause: unknown): void {
    segment.close(this.#onCloseFault);
    this.#forget(segment);
    this.#quarantine(segment.path, cause);
    this.#settleBooks();
  }

  stats(oldestAtMs: number | null): StoreStats {
    const totals = this.ledger.totals();
    const counts = this.#segments.map((segment) => segment.counts());
    return {
      accepted: counts.reduce((sum, of) => sum + of.records - of.replayed, totals.accepted),
      stored: counts.reduce((sum, of) => sum + of.stored, totals.stored),
      dead: this.ledger.dead(),
      waiting: this.#segments.reduce((sum, segment) => sum + segment.waiting(), 0),
      oldestAtMs,
      bytes: this.bytes(),
      quarantined: quarantinedPaths(this.#deps.directory).length,
    };
  }

  bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes(), 0);
  }

  close(): void {
    for (const segment of this.#segments) segment.close(this.#onCloseFault);
    this.ledger.close(this.#onCloseFault);
  }

  /** How far a session's appends came before this start. */
  progress(session: string): number {
    return Math.max(0, ...this.#segments.map((segment) => segment.progress(session)));
  }

  readonly #onCloseFault = (error: unknown): void =>
    this.#deps.log("warn", { err: error }, "a file of the spool was closed with its log beside it");

  #forget(segment: Segment): void {
    this.#segments = this.#segments.filter((other) => other !== segment);
  }

  #recover(): void {
    const { directory } = this.#deps;
    for (const name of this.ledger.gone()) {
      removeSqlite(join(directory, `${name}.sqlite`), directory);
      this.ledger.forgetGone(name);
    }
    for (const path of foreignLedgerPaths(directory)) this.#fold(path);
    const known = new Set(this.#segments.map((segment) => segment.path));
    for (const path of segmentPaths(directory)) if (!known.has(path)) this.#load(path);
    this.#settleBooks();
    for (const segment of this.#segments) if (segment.waiting() === 0) this.purge(segment);
  }

  #load(path: string): void {
    this.#orQuarantine(path, () => {
      const segment = new Segment(path);
      // What a crash left between the ledger and the segment.
      segment.bury(this.ledger.buriedOf(segment.name));
      this.ledger.forgetLetters(segment.origins().map(keyOf));
      segment.close(this.#onCloseFault);
      this.#segments = [...this.#segments, segment];
    });
  }

  #fold(path: string): void {
    this.#orQuarantine(path, () => {
      const name = basename(path);
      const other = new Ledger(path);
      this.ledger.fold(name, other);
      other.close(this.#onCloseFault);
      removeSqlite(path, this.#deps.directory);
      this.ledger.forgetFolded(name);
    });
  }

  #openLedger(): Ledger {
    const path = join(this.#deps.directory, LEDGER_FILE);
    return this.#orQuarantine(path, () => new Ledger(path)) ?? new Ledger(path);
  }

  #orQuarantine<T>(path: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (sqliteFault(error) !== "corrupt") throw error;
      this.#quarantine(path, error);
      return null;
    }
  }

  #quarantine(path: string, cause: unknown): void {
    moveToQuarantine(path, this.#deps.directory);
    const fields = { err: cause, file: basename(path) };
    this.#deps.log("error", fields, "moved a damaged file to quarantine");
  }

  /** What lies in quarantine can't be counted: accepted is what is stored, dead or waiting. */
  #settleBooks(): void {
    if (quarantinedPaths(this.#deps.directory).length === 0) return;
    const { accepted, stored, dead, waiting } = this.stats(null);
    this.#makeRoom(() => this.ledger.correctAccepted(stored + dead + waiting - accepted));
  }
}

/** How a replayed record names the dead letter it was. */
export function originOf(letter: DeadLetterKey): string {
  return `${letter.segment}#${letter.id}`;
}

function keyOf(origin: string): DeadLetterKey {
  const [segment = "", id = "0"] = origin.split("#");
  return { segment, id: Number(id) };
}
