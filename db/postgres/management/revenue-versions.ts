import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { revenueVersions } from "../schema/finance.ts";

export type RevenueVersionRecord = typeof revenueVersions.$inferSelect;

/** Every version of an entry of this workspace, the first one first; none when there is no such entry. */
export async function listRevenueVersions(
  db: Database,
  workspaceId: string,
  entryId: string,
): Promise<readonly RevenueVersionRecord[]> {
  return db
    .select()
    .from(revenueVersions)
    .where(and(eq(revenueVersions.workspaceId, workspaceId), eq(revenueVersions.entryId, entryId)))
    .orderBy(asc(revenueVersions.recorded));
}
