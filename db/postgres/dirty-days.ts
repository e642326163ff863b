import type { Postgres, SqlTransaction } from "./client.ts";

export interface DirtyDay {
  /** UTC day, YYYY-MM-DD. */
  readonly day: string;
  readonly revision: bigint;
}

/** Says that the rollups of these UTC days are older than their raw rows. */
export async function markDirty(pg: Postgres, days: readonly string[]): Promise<void> {
  await markDirtyIn(pg.sql, days);
}

/** The same inside a transaction. Days are locked in order, so that two markers can't block each other. */
export async function markDirtyIn(
  sql: Postgres["sql"] | SqlTransaction,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return;
  const ordered = [...new Set(days)].toSorted();
  await sql`
    insert into dirty_days (day) select value::date from jsonb_array_elements_text(${JSON.stringify(ordered)}::jsonb)
    on conflict (day) do update set revision = dirty_days.revision + 1`;
}

/** The day that has waited longest, or null. It stays marked until `clearDirty`. */
export async function nextDirty(pg: Postgres): Promise<DirtyDay | null> {
  const [row] = await pg.sql<{ day: string; revision: string }[]>`
    select day::text as day, revision::text as revision from dirty_days order by marked_at, day limit 1`;
  return row === undefined ? null : { day: row.day, revision: BigInt(row.revision) };
}

/**
 * Clears the mark unless the day was marked again since `revision` was read; then it queues up behind the other
 * days, so that a day under traffic never keeps them waiting. @returns whether it is clear now.
 */
export async function clearDirty(pg: Postgres, day: string, revision: bigint): Promise<boolean> {
  const rows = await pg.sql`
    with again as (
      update dirty_days set marked_at = clock_timestamp()
      where day = ${day}::date and revision <> ${revision.toString()}::bigint)
    delete from dirty_days where day = ${day}::date and revision = ${revision.toString()}::bigint returning 1`;
  return rows.length > 0;
}
