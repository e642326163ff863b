import { BooksUnavailableError } from "../job-book.ts";
import type { Log } from "../log.ts";

export const RETRIER_LIMIT = 10_000;
const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 2_000;

/** Facts that must reach the books although Postgres is away. They wait in memory, bounded. */
export interface Retrier {
  /**
   * Repeats the work while the books are unavailable; any other failure is the caller's.
   * @throws BooksUnavailableError when too many wait already, or when it was closed first.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  waiting(): number;
  /** Ends the waits; facts that were not written are left to recovery. */
  close(): void;
}

export function createRetrier(log: Log, limit: number = RETRIER_LIMIT): Retrier {
  const wakeUps = new Set<() => void>();
  let waiting = 0;
  const life = { closed: false };

  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        wakeUps.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, delayMs);
      wakeUps.add(wake);
    });

  const repeat = async <T>(work: () => Promise<T>, first: BooksUnavailableError): Promise<T> => {
    let last = first;
    for (let attempt = 0; !life.closed; attempt += 1) {
      await pause(Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 10), MAX_DELAY_MS));
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof BooksUnavailableError)) throw error;
        last = error;
      }
    }
    throw last;
  };

  return {
    async run(work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof BooksUnavailableError) || life.closed) throw error;
        if (waiting >= limit) {
          log.error(
            { waiting, limit },
            "too many facts wait for the books; this one is left to recovery",
          );
          throw error;
        }
        waiting += 1;
        try {
          return await repeat(work, error);
        } finally {
          waiting -= 1;
        }
      }
    },
    waiting: () => waiting,
    close() {
      life.closed = true;
      for (const wake of wakeUps) wake();
    },
  };
}
