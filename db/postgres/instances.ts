import type { Postgres } from "./client.ts";

/** Writes that this process is alive; the first call registers it. */
export async function beat(pg: Postgres, instanceId: string): Promise<void> {
  await pg.sql`insert into instances (id) values (${instanceId})
    on conflict (id) do update set heartbeat_at = now()`;
}

/** A clean end: creates that it left open, if any, are looked for at once. */
export async function signOff(pg: Postgres, instanceId: string): Promise<void> {
  await pg.sql`delete from instances where id = ${instanceId}`;
}

export interface OrphanRules {
  readonly instanceId: string;
  /** True when no other process can be alive: then every other instance is dead, whatever its heartbeat says. */
  readonly soleInstance: boolean;
  /** A heartbeat older than this is a dead process. */
  readonly staleMs: number;
  /** A create that a live process has had under way for longer than any time-out allows is an orphan too. */
  readonly createMaxMs: number;
}

/**
 * Flags open creates whose process is gone, so that recovery looks for them; forgets dead instances that have
 * none left. @returns how many it flagged.
 */
export async function flagOrphans(pg: Postgres, rules: OrphanRules): Promise<number> {
  const flagged = await pg.sql`
    update jobs set unknown_since = now(), unknown_detail = 'the process that forwarded it is gone'
    where outcome_unknown and unknown_since is null and instance_id <> ${rules.instanceId}
      and (${rules.soleInstance} or not exists (
        select 1 from instances where instances.id = jobs.instance_id
          and heartbeat_at > now() - ${rules.staleMs}::integer * interval '1 millisecond'))
    returning 1`;
  const stuck = await pg.sql`
    update jobs set unknown_since = now(), unknown_detail = 'its create never ended'
    where outcome_unknown and unknown_since is null
      and created_at < now() - ${rules.createMaxMs}::integer * interval '1 millisecond'
    returning 1`;
  await pg.sql`
    delete from instances where id <> ${rules.instanceId}
      and heartbeat_at < now() - ${rules.staleMs}::integer * interval '1 millisecond'`;
  return flagged.length + stuck.length;
}
