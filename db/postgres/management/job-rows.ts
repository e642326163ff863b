import { and, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { jobs } from "../schema/jobs.ts";
import { holds } from "../schema/quotas.ts";

export type JobRecord = typeof jobs.$inferSelect;

/** A generation of this workspace as the books hold it, or null. */
export async function findJobRow(
  db: Database,
  workspaceId: string,
  generationId: string,
): Promise<JobRecord | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), eq(jobs.generationId, generationId)))
    .limit(1);
  return row ?? null;
}

/** True when money or quota is still set aside for the generation. */
export async function hasOpenHold(db: Database, generationId: string): Promise<boolean> {
  const rows = await db
    .select({ family: holds.family })
    .from(holds)
    .where(and(eq(holds.generationId, generationId), eq(holds.state, "open")))
    .limit(1);
  return rows.length > 0;
}
