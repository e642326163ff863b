import type { DeadLetterKey, Spool } from "./spool.ts";
import { SpoolError } from "./spool-error.ts";
import { SPOOL_LIMITS, type SpoolLimits } from "./spool-limits.ts";
import { createSpoolThread, type SpoolLog } from "./spool-thread.ts";

export interface SpoolOptions {
  /** Holds one directory per instance, e.g. `<DATA_DIR>/spool`. */
  readonly directory: string;
  readonly instanceId: string;
  readonly log: SpoolLog;
  readonly limits?: Partial<SpoolLimits>;
}

/** Records gather for so long: a message to the thread and a commit for each would cost more than the request. */
const HAND_OVER_MS = 10;

/**
 * Opens this instance's spool, in a thread of its own, and adopts the spools of instances that are gone.
 * @throws SpoolError `spool_in_use`, `spool_not_writable` or `spool_failed`
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const limits = { ...SPOOL_LIMITS, ...options.limits };
  const { directory: root, instanceId, log } = options;
  const thread = await createSpoolThread({ root, instanceId, limits }, log);
  let gathered: string[] = [];
  let gatheredBytes = 0;
  let refused = 0;
  let refusing = false;

  let due: NodeJS.Timeout | undefined;

  const handOver = (): void => {
    clearTimeout(due);
    if (gathered.length === 0) return;
    thread.append(gathered, gatheredBytes);
    gathered = [];
    gatheredBytes = 0;
  };

  const refuse = (bytes: number): void => {
    refused += 1;
    if (!refusing) log.error({ bytes, inFlightBytes: inFlight() }, "the spool refuses records");
    refusing = true;
  };

  const inFlight = (): number => thread.inFlightBytes() + gatheredBytes;

  return {
    append(body) {
      const bytes = body.length;
      if (bytes > limits.maxRecordBytes || inFlight() + bytes > limits.maxInFlightBytes) {
        refuse(bytes);
        return;
      }
      refusing = false;
      if (gathered.length === 0) due = setTimeout(handOver, HAND_OVER_MS);
      gathered.push(body);
      gatheredBytes += bytes;
    },
    async flushed() {
      handOver();
      await thread.durable();
    },
    overloaded: () => thread.overloaded() || inFlight() > limits.maxInFlightBytes / 2,
    nextBatch: (limit) => thread.call("nextBatch", limit),
    nextLines: (limit, idName) => thread.call("nextLines", limit, idName),
    bury: (batchId, ids, reason) => thread.call("bury", batchId, ids, reason),
    finishBatch: (batchId) => thread.call("finishBatch", batchId),
    deadLetters: (limit, after?: DeadLetterKey) =>
      after === undefined
        ? thread.call("deadLetters", limit)
        : thread.call("deadLetters", limit, after),
    replay: (letters) => thread.call("replay", letters),
    async stats() {
      return { ...(await thread.call("stats")), refused, inFlightBytes: inFlight() };
    },
    async close() {
      handOver();
      await thread.close();
      if (thread.inFlightBytes() > 0) {
        throw new SpoolError("spool_full", `${thread.inFlightBytes()} bytes were not written`);
      }
    },
  };
}
