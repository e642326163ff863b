import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/** What will still change the spend of days gone by. */
export interface ArrivingFacts {
  /** Facts about generations that were not sent yet. */
  readonly facts: number;
  /** Days whose rollup is older than its facts, those of every workspace. */
  readonly days: number;
  /** Re-ratings and reverts under way. */
  readonly rerates: number;
}

/** What is on its way into a workspace's figures of the time before an instant. */
export async function arrivingBefore(
  db: Database,
  workspaceId: string,
  endMs: number,
): Promise<ArrivingFacts> {
  const lastDay = new Date(endMs - 1).toISOString().slice(0, 10);
  const [row] = await db.execute<{ facts: string; days: string; rerates: string }>(sql`
    select
      (select count(*) from outbox where workspace_id = ${workspaceId} and topic = 'generation'
        and day <= ${lastDay}::date) as facts,
      (select count(*) from dirty_days where day <= ${lastDay}::date) as days,
      (select count(*) from rerates where workspace_id = ${workspaceId} and state in ('applying', 'reverting')
        and (scope ->> 'fromMs')::numeric < ${endMs}::numeric) as rerates`);
  return {
    facts: Number(row?.facts ?? 0),
    days: Number(row?.days ?? 0),
    rerates: Number(row?.rerates ?? 0),
  };
}
