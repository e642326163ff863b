import {
  admitGenerations,
  type AdmittedGeneration,
  type WantedGeneration,
} from "../../db/postgres/admit-generations.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { isPostgresUnavailable } from "../../db/postgres/postgres-error.ts";

/** Creates that one transaction decides about at most. */
export const ADMISSION_BATCH_LIMIT = 64;

export interface AdmissionQueue {
  admit(wanted: WantedGeneration): Promise<AdmittedGeneration>;
}

interface Waiting {
  readonly wanted: WantedGeneration;
  resolve(result: AdmittedGeneration): void;
  reject(error: unknown): void;
}

/**
 * Decides about creates in groups: while `lanes` transactions are under way, newcomers wait for the next one and share
 * it. A bucket that everyone counts in is then locked, and made durable, once for the group, so that a shared rule
 * costs no more than the slowest of its groups; nobody is let in who would not fit alone.
 */
export function createAdmissionQueue(pg: Postgres, lanes: number): AdmissionQueue {
  const queue: Waiting[] = [];
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
      return new Promise((resolve, reject) => {
        queue.push({ wanted, resolve, reject });
        pump();
      });
    },
  };
}

async function decide(pg: Postgres, group: readonly Waiting[]): Promise<void> {
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
