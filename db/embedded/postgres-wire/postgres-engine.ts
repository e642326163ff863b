import type { PGlite } from "@electric-sql/pglite";

/**
 * PGlite at the level of the wire protocol. One call runs at a time; it is synchronous WebAssembly
 * inside, so a heavy statement occupies the process until it ends.
 */
export interface PostgresEngine {
  /** Feeds whole messages and hands each piece of the answer to `onAnswer`, in order. */
  exchange(messages: Uint8Array, onAnswer: (bytes: Uint8Array) => void): Promise<void>;
  /** Whether the last exchange ended inside a transaction, failed ones included. */
  inTransaction(): boolean;
  close(): Promise<void>;
}

/**
 * Wraps an opened PGlite. SQL errors travel inside the answer; an exchange that throws means the
 * WebAssembly engine itself failed, and `onBroken` must end the process.
 */
export function postgresEngine(
  database: Pick<PGlite, "runExclusive" | "execProtocolRawStream" | "isInTransaction" | "close">,
  onBroken: (error: unknown) => void,
): PostgresEngine {
  return {
    exchange: async (messages, onAnswer) => {
      try {
        await database.runExclusive(() =>
          database.execProtocolRawStream(messages, { onRawData: onAnswer }),
        );
      } catch (error) {
        onBroken(error);
        throw error;
      }
    },
    inTransaction: () => database.isInTransaction(),
    close: () => database.close(),
  };
}
