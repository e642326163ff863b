import { and, asc, eq } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { revenueImportProfiles } from "../schema/revenue-imports.ts";

export type ProfileRecord = typeof revenueImportProfiles.$inferSelect;

/** A workspace's saved mappings, by name. */
export async function listProfiles(
  db: Database,
  workspaceId: string,
): Promise<readonly ProfileRecord[]> {
  return db
    .select()
    .from(revenueImportProfiles)
    .where(eq(revenueImportProfiles.workspaceId, workspaceId))
    .orderBy(asc(revenueImportProfiles.name));
}

export async function findProfile(
  db: Database,
  workspaceId: string,
  name: string,
): Promise<ProfileRecord | null> {
  const [row] = await db.select().from(revenueImportProfiles).where(own(workspaceId, name));
  return row ?? null;
}

/** Keeps a mapping under its name, in place of the one that was there. */
export async function saveProfile(tx: Transaction, row: ProfileRecord): Promise<void> {
  const { mapping, updatedAt, updatedBy } = row;
  await tx
    .insert(revenueImportProfiles)
    .values(row)
    .onConflictDoUpdate({
      target: [revenueImportProfiles.workspaceId, revenueImportProfiles.name],
      set: { mapping, updatedAt, updatedBy },
    });
}

/** @returns the one that was there, or null. */
export async function deleteProfile(
  tx: Transaction,
  workspaceId: string,
  name: string,
): Promise<ProfileRecord | null> {
  const [row] = await tx.delete(revenueImportProfiles).where(own(workspaceId, name)).returning();
  return row ?? null;
}

function own(workspaceId: string, name: string) {
  return and(
    eq(revenueImportProfiles.workspaceId, workspaceId),
    eq(revenueImportProfiles.name, name),
  );
}
