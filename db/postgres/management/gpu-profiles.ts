import { and, desc, eq, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { gpuProfiles } from "../schema/fleet.ts";

export type GpuProfileRecord = typeof gpuProfiles.$inferSelect;
export type NewGpuProfile = typeof gpuProfiles.$inferInsert;

export async function insertGpuProfile(
  tx: Transaction,
  profile: NewGpuProfile,
): Promise<GpuProfileRecord> {
  const [row] = await tx.insert(gpuProfiles).values(profile).returning();
  if (row === undefined) throw new Error("insert into gpu_profiles returned no row");
  return row;
}

/** A workspace's profiles, newest first, ended ones included. */
export async function listGpuProfiles(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly GpuProfileRecord[]> {
  return db
    .select()
    .from(gpuProfiles)
    .where(
      and(
        eq(gpuProfiles.workspaceId, workspaceId),
        page.afterId === null ? undefined : lt(gpuProfiles.id, page.afterId),
      ),
    )
    .orderBy(desc(gpuProfiles.id))
    .limit(page.limit);
}

/** A profile of this workspace, locked until the transaction's end; null when there is none. */
export async function lockGpuProfile(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<GpuProfileRecord | null> {
  const [row] = await tx
    .select()
    .from(gpuProfiles)
    .where(and(eq(gpuProfiles.workspaceId, workspaceId), eq(gpuProfiles.id, id)))
    .for("update");
  return row ?? null;
}

/** Ends a locked profile. */
export async function endGpuProfile(
  tx: Transaction,
  workspaceId: string,
  id: string,
  validTo: Date,
): Promise<GpuProfileRecord> {
  const [row] = await tx
    .update(gpuProfiles)
    .set({ validTo })
    .where(and(eq(gpuProfiles.workspaceId, workspaceId), eq(gpuProfiles.id, id)))
    .returning();
  if (row === undefined) throw new Error("a locked GPU profile is gone");
  return row;
}
