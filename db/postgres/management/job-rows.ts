import { and, asc, eq } from "drizzle-orm";
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

/** What was set aside for a generation, over all the limits that it counts in. */
export interface HoldTimes {
  readonly heldAt: Date;
  /** Null while any of it is still set aside. */
  readonly closedAt: Date | null;
}

/** When money or quota was set aside for the generation and when the last of it was closed; null where no limit looked. */
export async function findHoldTimes(db: Database, generationId: string): Promise<HoldTimes | null> {
  const rows = await db
    .select({ state: holds.state, heldAt: holds.createdAt, closedAt: holds.closedAt })
    .from(holds)
    .where(eq(holds.generationId, generationId))
    .orderBy(asc(holds.createdAt), asc(holds.closedAt));
  const [first] = rows;
  if (first === undefined) return null;
  const isOpen = rows.some(({ state }) => state === "open");
  return { heldAt: first.heldAt, closedAt: isOpen ? null : (rows.at(-1)?.closedAt ?? null) };
}
