import { noteAttention } from "../../db/postgres/note-generation.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import type { KnownJob } from "../job-book.ts";
import type { Log } from "../log.ts";

export const ATTENTION_FLUSH_MS = 1_000;
export const ATTENTION_LIMIT = 20_000;

/**
 * Polls that changed nothing but progress, gathered and written once a second: the progress to show, and that
 * the worker need not look yet. Losing them to a crash costs an extra poll.
 */
export interface Attention {
  note(job: KnownJob): void;
  /** Writes what is gathered now. */
  flush(): Promise<void>;
  close(): void;
}

export function createAttention(deps: {
  readonly pg: Postgres;
  readonly log: Log;
  /** How long a polling client keeps the worker away, ms. */
  readonly deferMs: number;
}): Attention {
  let gathered = new Map<string, number | null>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  const write = async (): Promise<void> => {
    if (gathered.size === 0) return;
    const seen = Array.from(gathered, ([generationId, progress]) => ({ generationId, progress }));
    gathered = new Map();
    try {
      await noteAttention(deps.pg, seen, deps.deferMs);
    } catch (error) {
      deps.log.warn(
        { err: error, jobs: seen.length },
        "progress not written; the worker will poll",
      );
    }
  };
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  };

  return {
    note(job) {
      if (closed || (gathered.size >= ATTENTION_LIMIT && !gathered.has(job.generationId))) return;
      gathered.set(job.generationId, job.progress);
      timer ??= setTimeout(() => void flush(), ATTENTION_FLUSH_MS);
    },
    flush,
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
