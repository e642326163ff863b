import type { Postgres } from "./client.ts";
import { revenueEntries } from "./schema/gateway.ts";

/** An entry as a bulk load brings it. Its ClickHouse row is loaded beside it, so nothing goes to the outbox. */
export type LoadedRevenue = typeof revenueEntries.$inferInsert;

const ROWS_PER_STATEMENT = 500;

/** Inserts entries of a history that was settled elsewhere; those that are there already stay as they are. */
export async function loadRevenueEntries(
  pg: Postgres,
  entries: readonly LoadedRevenue[],
): Promise<void> {
  for (let at = 0; at < entries.length; at += ROWS_PER_STATEMENT) {
    const part = entries.slice(at, at + ROWS_PER_STATEMENT);
    await pg.drizzle.insert(revenueEntries).values(part).onConflictDoNothing();
  }
}
