import type { Postgres } from "../../db/postgres/client.ts";
import { withdrawGeneration } from "../../db/postgres/refuse-generation.ts";
import { STATEMENT_TIMEOUT_MS } from "../../db/postgres/client.ts";
import type { Log } from "../log.ts";
import { reachingBooks } from "./reaching-books.ts";
import type { Retrier } from "./retrier.ts";

/** By then the server has surely ended the admission that we gave up on, one way or the other. */
export const WITHDRAW_AFTER_MS = STATEMENT_TIMEOUT_MS + 5_000;

/**
 * Admissions whose answer never came: their creates were refused and never forwarded, so a row that was written
 * after all is taken back. If this process ends first, recovery finds the row and the upstream doesn't know it.
 */
export interface Withdrawals {
  later(generationId: string): void;
  /** Tries once more for those that still wait. */
  close(): Promise<void>;
}

export function createWithdrawals(
  deps: { readonly pg: Postgres; readonly log: Log; readonly withdrawAfterMs?: number },
  retrier: Retrier,
): Withdrawals {
  const waiting = new Map<string, NodeJS.Timeout>();
  const withdraw = async (generationId: string): Promise<void> => {
    try {
      const found = await retrier.run(() =>
        reachingBooks(() => withdrawGeneration(deps.pg, generationId)),
      );
      if (found) deps.log.info({ generationId }, "admission taken back: it was never forwarded");
    } catch (error) {
      deps.log.warn({ err: error, generationId }, "admission not taken back; left to recovery");
    }
  };
  return {
    later(generationId) {
      const timer = setTimeout(() => {
        waiting.delete(generationId);
        void withdraw(generationId);
      }, deps.withdrawAfterMs ?? WITHDRAW_AFTER_MS);
      timer.unref();
      waiting.set(generationId, timer);
    },
    async close() {
      const ids = Array.from(waiting.keys());
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await Promise.all(ids.map((id) => withinOneTry(id)));
    },
  };

  async function withinOneTry(generationId: string): Promise<void> {
    try {
      await withdrawGeneration(deps.pg, generationId);
    } catch (error) {
      deps.log.warn({ err: error, generationId }, "admission not taken back; left to recovery");
    }
  }
}
