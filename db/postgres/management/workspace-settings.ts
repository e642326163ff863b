import { eq } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { workspaces } from "../schema/identity.ts";

const COLUMNS = {
  id: workspaces.id,
  slug: workspaces.slug,
  name: workspaces.name,
  timeZone: workspaces.timeZone,
  weekStart: workspaces.weekStart,
  storePrompts: workspaces.storePrompts,
  requestRetentionDays: workspaces.requestRetentionDays,
  generationRetentionDays: workspaces.generationRetentionDays,
};

/** What a workspace decides for itself. Null retention of generations keeps them for ever. */
export type WorkspaceSettingsRecord = Pick<typeof workspaces.$inferSelect, keyof typeof COLUMNS>;

export type WorkspaceChange = Partial<Omit<WorkspaceSettingsRecord, "id" | "slug">>;

/** Null when there is no such workspace. */
export async function readWorkspaceSettings(
  db: Database | Transaction,
  workspaceId: string,
): Promise<WorkspaceSettingsRecord | null> {
  const [row] = await db.select(COLUMNS).from(workspaces).where(eq(workspaces.id, workspaceId));
  return row ?? null;
}

/** Changes what is named. The change must name something. @returns null when there is no such workspace. */
export async function changeWorkspaceSettings(
  tx: Transaction,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<WorkspaceSettingsRecord | null> {
  const [row] = await tx
    .update(workspaces)
    .set(change)
    .where(eq(workspaces.id, workspaceId))
    .returning(COLUMNS);
  return row ?? null;
}
