import { setImmediate as nextTurn } from "node:timers/promises";
import { RowError } from "../../db/clickhouse/rows/row-error.ts";
import type { BatchRow } from "./send-batch.ts";

/** So many rows are read in one turn of the event loop, for the proxy may live in this process. */
const ROWS_PER_TURN = 250;

export interface ReadRows<Key> {
  readonly rows: readonly BatchRow<Key>[];
  /** Keys of facts that are no rows, by the reason. */
  readonly faulty: ReadonlyMap<string, readonly Key[]>;
}

/** Reads facts into rows. One that does not have its table's shape is set apart, never dropped. */
export async function readRows<Fact, Key>(
  facts: readonly Fact[],
  keyOf: (fact: Fact) => Key,
  read: (fact: Fact) => object,
): Promise<ReadRows<Key>> {
  const rows: BatchRow<Key>[] = [];
  const faulty = new Map<string, Key[]>();
  for (const [index, fact] of facts.entries()) {
    if (index > 0 && index % ROWS_PER_TURN === 0) await nextTurn();
    const key = keyOf(fact);
    try {
      rows.push({ key, row: read(fact) });
    } catch (error) {
      const reason = reasonOf(error);
      const keys = faulty.get(reason) ?? [];
      keys.push(key);
      faulty.set(reason, keys);
    }
  }
  return { rows, faulty };
}

function reasonOf(error: unknown): string {
  if (error instanceof RowError) return error.message;
  // JSON.parse's: the text of a record was never JSON. Date's: a number that is no time.
  if (error instanceof SyntaxError) return "not JSON";
  if (error instanceof RangeError) return "a time out of range";
  throw error;
}
