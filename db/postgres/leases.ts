import type { Postgres } from "./client.ts";

/**
 * Takes or renews a piece of work for one owner. It ends by itself after `ttlMs` by the database's clock, so a
 * dead owner never keeps it.
 * @returns true when the owner holds it now.
 */
export async function acquireLease(
  pg: Postgres,
  name: string,
  owner: string,
  ttlMs: number,
): Promise<boolean> {
  const rows = await pg.sql`
    insert into work_leases as lease (name, owner, until)
    values (${name}, ${owner}, now() + ${ttlMs}::integer * interval '1 millisecond')
    on conflict (name) do update set owner = excluded.owner, until = excluded.until
    where lease.owner = excluded.owner or lease.until < now()
    returning 1`;
  return rows.length > 0;
}

/** Gives the work back early; a lease that somebody else took meanwhile stays theirs. */
export async function releaseLease(pg: Postgres, name: string, owner: string): Promise<void> {
  await pg.sql`delete from work_leases where name = ${name} and owner = ${owner}`;
}
