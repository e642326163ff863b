import { sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { columns, CONTENT, type StagedImport } from "./resolve-staged.ts";
import { entriesTable } from "./staging.ts";

/** An import may take as long as it takes; other statements keep their limit. */
const APPLY_TIMEOUT_MS = 900_000;
/** One statement of the embedded engine keeps its whole process busy: a part takes about a second. */
export const ENTRIES_IN_PART = 10_000;

/** Lets the caller's transaction, and the wait for its locks, outlast the usual limits. */
export async function allowLongTransaction(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    select set_config('statement_timeout', ${String(APPLY_TIMEOUT_MS)}, true),
      set_config('lock_timeout', ${String(APPLY_TIMEOUT_MS)}, true)`);
}

/**
 * Writes the resolved entries of an import into the ledger, with their facts for the analytic store, in the caller's
 * transaction, which holds the lock of the workspace's revenue since before they were resolved.
 */
export async function applyStaged(
  tx: Transaction,
  staged: StagedImport,
  write: { readonly entries: number; readonly source: string; readonly at: Date },
): Promise<void> {
  const entries = entriesTable(staged.id);
  const names = sql.join(
    CONTENT.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const at = write.at.toISOString();
  for (let after = 0; after < write.entries; after += ENTRIES_IN_PART) {
    const part = sql`next.place > ${after} and next.place <= ${after + ENTRIES_IN_PART}`;
    await tx.execute(sql`
      update revenue_entries entry
      set (${names}) = row(${columns("next")}), version = next.version, source = ${write.source}, deleted_at = null,
        updated_at = ${at}::timestamptz
      from ${entries} next where ${part} and next.outcome = 'changed' and entry.id = next.entry_id`);
    await tx.execute(sql`
      insert into revenue_entries (id, workspace_id, external_id, version, source, created_at, updated_at, ${names})
      select next.entry_id, ${staged.workspaceId}, next.external_id, 1, ${write.source}, ${at}::timestamptz,
        ${at}::timestamptz, ${columns("next")}
      from ${entries} next where ${part} and next.outcome = 'created'`);
    await tx.execute(sql`
      insert into outbox (topic, workspace_id, entity_id, version, day, payload)
      select 'revenue', entry.workspace_id, entry.id, entry.version, (entry.occurred_at at time zone 'UTC')::date,
        revenue_fact(entry)
      from ${entries} next join revenue_entries entry on entry.id = next.entry_id
      where ${part} and next.outcome <> 'unchanged'`);
  }
}
