import { and, desc, eq, lt, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { savedViews } from "../schema/views.ts";

export type SavedViewRecord = typeof savedViews.$inferSelect;
export type NewSavedView = typeof savedViews.$inferInsert;
export type SavedViewChange = Partial<
  Pick<NewSavedView, "name" | "visibility" | "pinned" | "page" | "search" | "updatedAt">
>;

/** Keeps a view. */
export async function insertView(tx: Transaction, view: NewSavedView): Promise<SavedViewRecord> {
  const [row] = await tx.insert(savedViews).values(view).returning();
  if (row === undefined) throw new Error("insert into saved_views returned no row");
  return row;
}

/** The views that someone sees, the latest first: the workspace's and their own. */
export async function listViews(
  db: Database,
  workspaceId: string,
  ownerId: string,
  page: { readonly beforeId: string | null; readonly limit: number },
): Promise<readonly SavedViewRecord[]> {
  return db
    .select()
    .from(savedViews)
    .where(
      and(
        eq(savedViews.workspaceId, workspaceId),
        or(eq(savedViews.visibility, "workspace"), eq(savedViews.ownerId, ownerId)),
        page.beforeId === null ? undefined : lt(savedViews.id, page.beforeId),
      ),
    )
    .orderBy(desc(savedViews.id))
    .limit(page.limit);
}

/** A view of this workspace, locked; null when there is none. */
export async function lockView(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<SavedViewRecord | null> {
  const [row] = await tx
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.id, id)))
    .for("update");
  return row ?? null;
}

/** Changes a locked view. */
export async function changeViewRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: SavedViewChange,
): Promise<SavedViewRecord> {
  const [row] = await tx
    .update(savedViews)
    .set(change)
    .where(and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.id, id)))
    .returning();
  if (row === undefined) throw new Error("a locked view is gone");
  return row;
}

export async function deleteViewRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<void> {
  await tx
    .delete(savedViews)
    .where(and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.id, id)));
}
