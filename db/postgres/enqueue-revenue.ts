import { sql } from "drizzle-orm";
import type { Database, Transaction } from "./client.ts";

/**
 * Puts revenue entries, as they are now, into the outbox. Call it in the transaction that wrote them, once per
 * version: ClickHouse keeps the highest version of an entry.
 */
export async function enqueueRevenue(
  tx: Database | Transaction,
  entryIds: readonly string[],
): Promise<void> {
  if (entryIds.length === 0) return;
  await tx.execute(sql`
    insert into outbox (topic, workspace_id, entity_id, version, day, payload)
    select 'revenue', entry.workspace_id, entry.id, entry.version,
      (entry.occurred_at at time zone 'UTC')::date, revenue_fact(entry)
    from revenue_entries entry
    where entry.id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(entryIds)}::jsonb))`);
}
