const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** What a spool may use. Tests and small volumes pass smaller ones. */
export interface SpoolLimits {
  /** All segments together; above it `overloaded()` is true. */
  readonly maxBytes: number;
  /** Free disk below max(minFreeBytes, minFreeShare of the disk) is overload too. */
  readonly minFreeBytes: number;
  /** 0..1 of the disk's size. */
  readonly minFreeShare: number;
  /** A segment is sealed when it is this large … */
  readonly segmentMaxBytes: number;
  /** … or this old. */
  readonly segmentMaxAgeMs: number;
  /** Kept on the disk to be released when it is full; larger than a segment's write-ahead log. */
  readonly ballastBytes: number;
  /** Appended and not yet durable, in this process' memory; what comes on top is refused and counted. */
  readonly maxInFlightBytes: number;
  /** A longer record is refused and counted. */
  readonly maxRecordBytes: number;
}

export const SPOOL_LIMITS: SpoolLimits = {
  maxBytes: 4 * GIB,
  minFreeBytes: GIB,
  minFreeShare: 0.05,
  segmentMaxBytes: 64 * MIB,
  segmentMaxAgeMs: 3_600_000,
  ballastBytes: 64 * MIB,
  maxInFlightBytes: 64 * MIB,
  maxRecordBytes: 256 * 1024,
};

/** No batch holds more records, however many a sender asks for. */
export const MAX_BATCH_RECORDS = 20_000;
/** Nor more bytes of bodies, except that one record always fits. */
export const MAX_BATCH_BYTES = 16 * MIB;
