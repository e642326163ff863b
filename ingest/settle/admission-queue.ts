import {
  admitGenerations,
  type AdmittedGeneration,
  type WantedGeneration,
} from "../../db/postgres/admit-generations.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { isPostgresUnavailable } from "../../db/postgres/postgres-error.ts";
import { BooksUnavailableError } from "../job-book.ts";

/** Creates that one transaction decides about at most. */
export const ADMISSION_BATCH_LIMIT = 64;

export interface AdmissionQueue {
  admit(wanted: WantedGeneration): Promise<AdmittedGeneration>;
  /**
   * Nobody waits for this admission any more. While it is not at Postgres yet it never goes there: it would be written
   * after it was taken back, and hold for ever.
   */
  abandon(generationId: string): void;
}

interface Waiting {
  readonly wanted: WantedGeneration;
  readonly resolve: (result: AdmittedGeneration) => void;
  readonly reject: (error: unknown) => void;
  abandoned: boolean;
}

/**
 * Decides about creates in groups: while `lanes` transactions are under way, newcomers wait for the next one and share
 * it. A bucket that everyone counts in is then locked, and made durable, once for the group, so that a shared rule
 * costs no more than the slowest of its groups; nobody is let in who would not fit alone.
 */
export function createAdmissionQueue(pg: Postgres, lanes: number): AdmissionQueue {
  const queue: Waiting[] = [];
  const undecided = new Map<string, Waiting>();
  let busy = 0;

  const pump = (): void => {
    while (busy < lanes && queue.length > 0) {
      busy += 1;
      void decide(pg, queue.splice(0, ADMISSION_BATCH_LIMIT)).finally(() => {
        busy -= 1;
        pump();
      });
    }
  };
  return {
    admit(wanted) {
      const { generation_id: id } = wanted.job;
      const decided = new Promise<AdmittedGeneration>((resolve, reject) => {
        const waiting: Waiting = { wanted, resolve, reject, abandoned: false };
        undecided.set(id, waiting);
        queue.push(waiting);
        pump();
      });
      return decided.finally(() => undecided.delete(id));
    },
    abandon(generationId) {
      const waiting = undecided.get(generationId);
      if (waiting !== undefined) waiting.abandoned = true;
    },
  };
}

async function decide(pg: Postgres, waiting: readonly Waiting[]): Promise<void> {
  const group = waiting.filter(({ abandoned }) => !abandoned);
  for (const { abandoned, reject } of waiting) {
    if (abandoned) reject(new BooksUnavailableError("Given up before the books were asked."));
  }
  if (group.length === 0) return;
  try {
    const results = await admitGenerations(
      pg,
      group.map(({ wanted }) => wanted),
    );
    for (const [index, result] of results.entries()) group[index]?.resolve(result);
  } catch (error) {
    if (group.length === 1 || isPostgresUnavailable(error)) {
      for (const { reject } of group) reject(error);
      return;
    }
    // One of them can't be written: each alone, so that it fails alone.
    for (const one of group) await decide(pg, [one]);
  }
}
