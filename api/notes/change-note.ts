import type { z } from "@hono/zod-openapi";
import { changeNoteRow } from "../../db/postgres/management/notes.ts";
import { refuseSharing } from "../auth/ownership.ts";
import type { noteChange, NoteRow } from "../contract/notes.ts";
import type { CallContext } from "../http/call-context.ts";
import { readInstant } from "../http/read-instant.ts";
import { recordChange } from "../http/record-change.ts";
import { lockOwnNote } from "./lock-own-note.ts";
import { describeNote, showNote } from "./show-note.ts";

/** Changes what is given of a note; the rest stays. */
export async function changeNote(
  ctx: CallContext,
  input: { readonly id: string; readonly body: z.output<typeof noteChange> },
): Promise<NoteRow> {
  const { at, text, visibility } = input.body;
  refuseSharing(ctx.caller, visibility);
  const change = {
    ...(at === undefined ? {} : { at: readInstant(at, "at") }),
    ...(text === undefined ? {} : { text }),
    ...(visibility === undefined ? {} : { visibility }),
    updatedAt: new Date(ctx.nowMs),
  };
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const before = await lockOwnNote(ctx, tx, input.id);
    const after = await changeNoteRow(tx, ctx.workspaceId, before.id, change);
    await recordChange(ctx, tx, {
      action: "note.change",
      target: before.id,
      detail: { before: describeNote(before), after: describeNote(after) },
    });
    return after;
  });
  return showNote(row, ctx.caller);
}
