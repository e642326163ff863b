import { sql } from "drizzle-orm";
import type { WeekStart } from "../../../domain/time-buckets.ts";
import type { Database } from "../client.ts";

export interface Freshness {
  /** IANA zone of the workspace. */
  readonly timeZone: string;
  /** The day on which its weeks begin. */
  readonly weekStart: WeekStart;
  /** When the oldest fact was written that is not in the figures yet, ms; null when nothing waits. */
  readonly oldestWaitingMs: number | null;
}

/** How far behind the figures are: facts that were not sent yet, and days whose rollup is older than its facts. */
export async function freshnessOf(db: Database, workspaceId: string): Promise<Freshness> {
  const [row] = await db.execute<{
    time_zone: string;
    week_start: WeekStart;
    oldest_ms: number | null;
  }>(sql`
    select time_zone, week_start,
      (extract(epoch from least(
        (select min(created_at) from outbox),
        (select min(marked_at) from dirty_days))) * 1000)::float8 as oldest_ms
    from workspaces where id = ${workspaceId}`);
  if (row === undefined) throw new Error("the caller's workspace is gone");
  return { timeZone: row.time_zone, weekStart: row.week_start, oldestWaitingMs: row.oldest_ms };
}
