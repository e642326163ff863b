import { sql } from "drizzle-orm";
import type { Transaction } from "../client.ts";
import { ENTRIES_IN_PART } from "./apply-staged.ts";
import { columns, CONTENT } from "./resolve-staged.ts";
import { entriesTable } from "./staging.ts";

/**
 * Takes an applied import back in the caller's transaction, which holds the lock of the workspace's revenue and has marked
 * it as reverted. An entry that it was the last to write says again what its last version said that no reverted import wrote;
 * without any it is deleted. So the ledger is the same in whatever order imports are taken back. Other entries stay.
 * @returns how many entries it took back
 */
export async function revertEntries(
  tx: Transaction,
  revert: {
    readonly id: string;
    readonly workspaceId: string;
    readonly source: string;
    /** What every import's source is its id behind. */
    readonly sourcePrefix: string;
    readonly at: Date;
  },
): Promise<number> {
  const entries = entriesTable(revert.id);
  const at = revert.at.toISOString();
  await tx.execute(sql`
    create unlogged table ${entries} as
    select row_number() over (order by entry.id) as place, entry.id as entry_id, (
      select max(kept.version) from revenue_versions kept
      where kept.workspace_id = entry.workspace_id and kept.entry_id = entry.id
        and not exists (
          select from revenue_imports taken
          where taken.workspace_id = entry.workspace_id and taken.state = 'reverted'
            and kept.source = ${revert.sourcePrefix} || taken.id)) as kept_version
    from revenue_entries entry
    where workspace_id = ${revert.workspaceId} and source = ${revert.source} and deleted_at is null`);
  await tx.execute(sql`create index on ${entries} (place)`);
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from ${entries}`,
  );
  const count = row?.count ?? 0;
  const names = sql.join(
    CONTENT.map((name) => sql.identifier(name)),
    sql`, `,
  );
  for (let after = 0; after < count; after += ENTRIES_IN_PART) {
    const part = sql`mine.place > ${after} and mine.place <= ${after + ENTRIES_IN_PART}`;
    await tx.execute(sql`
      update revenue_entries entry
      set deleted_at = ${at}::timestamptz, version = entry.version + 1, updated_at = ${at}::timestamptz
      from ${entries} mine where ${part} and mine.kept_version is null and entry.id = mine.entry_id`);
    await tx.execute(sql`
      update revenue_entries entry
      set (${names}) = row(${columns("before")}), source = before.source, deleted_at = before.deleted_at,
        version = entry.version + 1, updated_at = ${at}::timestamptz
      from ${entries} mine
      join revenue_versions before on before.workspace_id = ${revert.workspaceId}
        and before.entry_id = mine.entry_id and before.version = mine.kept_version
      where ${part} and entry.id = mine.entry_id`);
    await tx.execute(sql`
      insert into outbox (topic, workspace_id, entity_id, version, day, payload)
      select 'revenue', entry.workspace_id, entry.id, entry.version, (entry.occurred_at at time zone 'UTC')::date,
        revenue_fact(entry)
      from ${entries} mine join revenue_entries entry on entry.id = mine.entry_id where ${part}`);
  }
  await tx.execute(sql`drop table ${entries}`);
  return count;
}
