import { deleteNoteRow } from "../../db/postgres/management/notes.ts";
import type { NoteRow } from "../contract/notes.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { lockOwnNote } from "./lock-own-note.ts";
import { describeNote, showNote } from "./show-note.ts";

/** Forgets a note. */
export async function deleteNote(ctx: CallContext, input: { id: string }): Promise<NoteRow> {
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const before = await lockOwnNote(ctx, tx, input.id);
    await deleteNoteRow(tx, ctx.workspaceId, before.id);
    await recordChange(ctx, tx, {
      action: "note.delete",
      target: before.id,
      detail: { before: describeNote(before), after: null },
    });
    return before;
  });
  return showNote(row, ctx.caller);
}
