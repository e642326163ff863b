import { and, desc, eq, gte, lt, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { notes } from "../schema/views.ts";

export type NoteRecord = typeof notes.$inferSelect;
export type NewNote = typeof notes.$inferInsert;
export type NoteChange = Partial<Pick<NewNote, "at" | "text" | "visibility" | "updatedAt">>;

/** Keeps a note. */
export async function insertNote(tx: Transaction, note: NewNote): Promise<NoteRecord> {
  const [row] = await tx.insert(notes).values(note).returning();
  if (row === undefined) throw new Error("insert into notes returned no row");
  return row;
}

/** The notes that someone sees, the last written first: the workspace's and their own. */
export async function listNotes(
  db: Database,
  workspaceId: string,
  ownerId: string,
  page: { readonly beforeId: string | null; readonly limit: number },
): Promise<readonly NoteRecord[]> {
  return db
    .select()
    .from(notes)
    .where(
      and(
        seenBy(workspaceId, ownerId),
        page.beforeId === null ? undefined : lt(notes.id, page.beforeId),
      ),
    )
    .orderBy(desc(notes.id))
    .limit(page.limit);
}

/** The notes about a time that someone sees, the latest first. */
export async function notesBetween(
  db: Database,
  workspaceId: string,
  ownerId: string,
  asked: { readonly from: Date; readonly to: Date; readonly limit: number },
): Promise<readonly NoteRecord[]> {
  return db
    .select()
    .from(notes)
    .where(and(seenBy(workspaceId, ownerId), gte(notes.at, asked.from), lt(notes.at, asked.to)))
    .orderBy(desc(notes.at), desc(notes.id))
    .limit(asked.limit);
}

/** A note of this workspace, locked; null when there is none. */
export async function lockNote(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<NoteRecord | null> {
  const [row] = await tx
    .select()
    .from(notes)
    .where(and(eq(notes.workspaceId, workspaceId), eq(notes.id, id)))
    .for("update");
  return row ?? null;
}

/** Changes a locked note. */
export async function changeNoteRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: NoteChange,
): Promise<NoteRecord> {
  const [row] = await tx
    .update(notes)
    .set(change)
    .where(and(eq(notes.workspaceId, workspaceId), eq(notes.id, id)))
    .returning();
  if (row === undefined) throw new Error("a locked note is gone");
  return row;
}

export async function deleteNoteRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<void> {
  await tx.delete(notes).where(and(eq(notes.workspaceId, workspaceId), eq(notes.id, id)));
}

function seenBy(workspaceId: string, ownerId: string) {
  return and(
    eq(notes.workspaceId, workspaceId),
    or(eq(notes.visibility, "workspace"), eq(notes.ownerId, ownerId)),
  );
}
