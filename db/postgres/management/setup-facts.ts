import { desc, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { jobs } from "../schema/jobs.ts";

export interface LastAccepted {
  readonly generationId: string;
  readonly createdAt: Date;
  readonly feature: string;
  readonly userId: string;
  readonly model: string;
  readonly estimate: string | null;
  readonly currency: string | null;
}

/** The newest generation of a workspace; null before the first. */
export async function lastAccepted(
  db: Database,
  workspaceId: string,
): Promise<LastAccepted | null> {
  const [row] = await db
    .select({
      generationId: jobs.generationId,
      createdAt: jobs.createdAt,
      feature: jobs.feature,
      userId: jobs.userId,
      model: jobs.model,
      estimate: jobs.estimate,
      currency: jobs.currency,
    })
    .from(jobs)
    .where(eq(jobs.workspaceId, workspaceId))
    .orderBy(desc(jobs.createdAt))
    .limit(1);
  return row ?? null;
}
