import { readDatabaseTime } from "../db/postgres/directory-rows.ts";
import type { Postgres } from "../db/postgres/client.ts";

/** How far a process's clock may be off before the database's counts; less than that is jitter of the measurement. */
export const CLOCK_TOLERANCE_MS = 500;

/**
 * The time by which quota windows are told apart. All processes take the database's, so that one whose own clock is
 * wrong neither opens tomorrow's window today nor counts in yesterday's.
 */
export interface BooksClock {
  /** ms since the epoch. */
  now(): number;
  /** Compares with the database; call it now and then. */
  adjust(): Promise<void>;
}

export function createBooksClock(pg: Postgres, ownNow: () => number): BooksClock {
  let offsetMs = 0;
  return {
    now: () => ownNow() + offsetMs,
    async adjust() {
      const before = ownNow();
      const databaseMs = await readDatabaseTime(pg);
      // The answer was made somewhere between question and arrival.
      const measured = databaseMs - (before + ownNow()) / 2;
      offsetMs = Math.abs(measured) > CLOCK_TOLERANCE_MS ? measured : 0;
    },
  };
}
