import { BooksUnavailableError } from "../job-book.ts";
import { reachingBooks } from "./reaching-books.ts";
import { settledWithin } from "../settled-within.ts";

/**
 * Bounds what clients wait for: how long, and how many calls may be at the books together. The driver queues calls
 * for ever while it can't connect; a call that we stopped waiting for still counts until it ends there.
 */
export interface BooksGate {
  /** @throws BooksUnavailableError when it is full, late, or Postgres is away. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createBooksGate(limits: {
  readonly calls: number;
  readonly timeoutMs: number;
}): BooksGate {
  let inside = 0;
  return {
    async run(work) {
      if (inside >= limits.calls) {
        throw new BooksUnavailableError("The books have too much to do: try again shortly.");
      }
      inside += 1;
      const call = reachingBooks(work).finally(() => {
        inside -= 1;
      });
      if (await settledWithin(call, limits.timeoutMs)) return call;
      throw new BooksUnavailableError("The books did not answer in time: try again shortly.");
    },
  };
}
