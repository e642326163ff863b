/** Records that are sent together and, when in doubt, again together and unchanged. */
export interface SpoolBatch {
  /** UUIDv7, durable before the batch is handed out. */
  readonly batchId: string;
  readonly records: readonly SpooledRecord[];
}

/** A batch as text, ready to be sent. */
export interface SpoolLines {
  readonly batchId: string;
  readonly records: number;
  /** UTF-8, one record a line. */
  readonly text: Uint8Array;
}

export interface SpooledRecord {
  /** Unique in its batch. */
  readonly id: number;
  readonly body: string;
}

/** accepted = stored + dead + waiting, over restarts. */
export interface SpoolStats {
  /** Records that became durable. What lies in quarantine is no longer counted. */
  readonly accepted: number;
  /** Read back from the store. */
  readonly stored: number;
  /** Refused for good, kept among the dead letters. */
  readonly dead: number;
  readonly waiting: number;
  /** When the oldest waiting record became durable, ms; null when nothing waits. */
  readonly oldestAtMs: number | null;
  /** Of all segments on disk. */
  readonly bytes: number;
  /** Segment files that could not be read and lie in quarantine/. */
  readonly quarantined: number;
  /** Records that were never durable, because memory or record size ran over its bound, since the start. */
  readonly refused: number;
  /** Appended and not yet durable, bytes. */
  readonly inFlightBytes: number;
}

export interface DeadLetter {
  readonly segment: string;
  readonly id: number;
  readonly atMs: number;
  readonly reason: string;
  readonly body: string;
}

/** Where a dead letter lies in the list; the list is ordered by it. */
export type DeadLetterKey = Pick<DeadLetter, "segment" | "id">;

/** A durable queue on disk, owned by one process. */
export interface Spool {
  /** Takes a record off the hot path; never blocks, never throws. One line of text, no newline. */
  append(body: string): void;
  /** Resolves when everything appended so far is on disk and synced. */
  flushed(): Promise<void>;
  /** True when new billable work must be refused: the disk or the memory nears its bound. */
  overloaded(): boolean;
  /** The oldest unfinished batch, else a new one of up to `limit` records, fixed durably; null when nothing waits. */
  nextBatch(limit: number): Promise<SpoolBatch | null>;
  /**
   * The batch that `nextBatch` hands out, as text. Bodies are taken for JSON objects with at least one member, and
   * the batch's id is written into each as its last member, `idName`.
   */
  nextLines(limit: number, idName: string): Promise<SpoolLines | null>;
  /** Moves records of a batch into the dead letters. Saying it twice changes nothing. */
  bury(batchId: string, ids: readonly number[], reason: string): Promise<void>;
  /** Says that the rest of the batch was read back from the store. Saying it twice changes nothing. */
  finishBatch(batchId: string): Promise<void>;
  /** Dead letters in order, after `after`. */
  deadLetters(limit: number, after?: DeadLetterKey): Promise<readonly DeadLetter[]>;
  /** Puts dead letters back among the waiting records. @returns how many went. */
  replay(letters: readonly DeadLetterKey[]): Promise<number>;
  stats(): Promise<SpoolStats>;
  /** Writes what is in flight, closes the files and gives the directory free. */
  close(): Promise<void>;
}
