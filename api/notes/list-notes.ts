import { listNotes as listNoteRows } from "../../db/postgres/management/notes.ts";
import { ownerOf } from "../auth/ownership.ts";
import type { NoteRow } from "../contract/notes.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showNote } from "./show-note.ts";

/** The caller's notes and the workspace's, the last written first. */
export async function listNotes(
  ctx: CallContext,
  page: PageInput,
): Promise<{ data: NoteRow[]; next_cursor: string | null }> {
  const owner = ownerOf(ctx.caller);
  const list = `notes ${owner}`;
  const rows = await listNoteRows(ctx.deps.pg.drizzle, ctx.workspaceId, owner, {
    beforeId: positionOf(ctx, list, page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, list, rows, page, {
    show: (row) => showNote(row, ctx.caller),
    position: (row) => [row.id],
  });
}
