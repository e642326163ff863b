import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/** What Postgres knows of the machinery besides the books; times in ms since the epoch, null where there is nothing. */
export interface SystemFacts {
  readonly version: string;
  /** The workspace that the installation began with: its people run the server. */
  readonly isFirstWorkspace: boolean;
  readonly bytes: number;
  readonly migrations: number;
  /** Processes whose heartbeat is no older than a minute. */
  readonly instances: number;
  readonly oldestOutboxMs: number | null;
  readonly dirtySinceMs: number | null;
  readonly pollsDue: number;
  readonly oldestDueMs: number | null;
  readonly oldestOpenMs: number | null;
  readonly oldHolds: number;
  readonly oldestHoldMs: number | null;
  readonly deadLetters: readonly DeadLetterKind[];
}

export interface DeadLetterKind {
  readonly topic: string;
  readonly reason: string;
  readonly count: number;
  readonly lastMs: number;
}

/** A longer reason is cut: it may quote what was refused. */
const REASON_CHARACTERS = 200;

/** Reads it in one statement, so in one snapshot. Holds opened before `oldBefore` count as old. */
export async function readSystemFacts(
  db: Database,
  workspaceId: string,
  oldBefore: Date,
): Promise<SystemFacts> {
  const [row] = await db.execute<{ facts: SystemFacts }>(sql`
    with open_jobs as (
      select created_at, next_poll_at from jobs where workspace_id = ${workspaceId}
        and state in ('held', 'submitted', 'running')),
    open_holds as (
      select created_at from holds where workspace_id = ${workspaceId} and state = 'open')
    select jsonb_build_object(
      'version', current_setting('server_version'),
      'isFirstWorkspace', ${workspaceId} = (select id from workspaces order by created_at, id limit 1),
      'bytes', pg_database_size(current_database()),
      'migrations', (select count(*) from schema_migrations),
      'instances', (select count(*) from instances where heartbeat_at > now() - interval '1 minute'),
      'oldestOutboxMs', (select ${ms(sql`min(created_at)`)} from outbox where workspace_id = ${workspaceId}),
      'dirtySinceMs', (select ${ms(sql`min(marked_at)`)} from dirty_days),
      'pollsDue', (select count(*) from open_jobs where next_poll_at <= now()),
      'oldestDueMs', (select ${ms(sql`min(next_poll_at)`)} from open_jobs where next_poll_at <= now()),
      'oldestOpenMs', (select ${ms(sql`min(created_at)`)} from open_jobs),
      'oldHolds', (select count(*) from open_holds where created_at < ${oldBefore.toISOString()}::timestamptz),
      'oldestHoldMs', (select ${ms(sql`min(created_at)`)} from open_holds),
      'deadLetters', (select coalesce(jsonb_agg(d order by d.count desc, d.reason), '[]') from (
        select topic, left(reason, ${REASON_CHARACTERS}) as reason, count(*) as count,
          ${ms(sql`max(at)`)} as "lastMs"
        from dead_letters where workspace_id = ${workspaceId} group by 1, 2
        order by 3 desc limit 20) d)
    ) as facts`);
  if (row === undefined) throw new Error("the system's facts gave no row");
  return row.facts;
}

function ms(instant: ReturnType<typeof sql>) {
  return sql`(extract(epoch from ${instant}) * 1000)::float8`;
}
