import type { ChdbConnection } from "./chdb-connection.ts";
import { refusal } from "./clickhouse-exception.ts";

/** Queries that may wait for a connection; the next one is refused. */
export const MAX_WAITING_QUERIES = 500;

/**
 * Lends connections, each to one holder at a time, in the order of asking. With one connection it
 * is the queue that keeps writes in order.
 */
export class ConnectionPool {
  readonly #all: readonly ChdbConnection[];
  readonly #free: ChdbConnection[];
  readonly #waiting: ((connection: ChdbConnection) => void)[] = [];

  constructor(connections: readonly ChdbConnection[]) {
    this.#all = connections;
    this.#free = [...connections];
  }

  /**
   * Runs `use` with a connection of its own. Throws TOO_MANY_SIMULTANEOUS_QUERIES when too many
   * wait, and what `use` throws. A signal that aborts while waiting ends the wait.
   */
  async with<T>(use: (connection: ChdbConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = await this.#take(signal);
    try {
      return await use(connection);
    } finally {
      this.#giveBack(connection);
    }
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #take(signal: AbortSignal | undefined): Promise<ChdbConnection> {
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#waiting.length >= MAX_WAITING_QUERIES) {
      return Promise.reject(
        refusal("TOO_MANY_SIMULTANEOUS_QUERIES", "Too many queries wait. Try again later."),
      );
    }
    return new Promise((resolve, reject) => {
      const start = (connection: ChdbConnection) => {
        signal?.removeEventListener("abort", leave);
        resolve(connection);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(cancelled());
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(start);
    });
  }

  #giveBack(connection: ChdbConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else next(connection);
  }
}

function cancelled() {
  return refusal("QUERY_WAS_CANCELLED", "Query was cancelled while it waited.");
}
