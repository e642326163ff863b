import type { z } from "@hono/zod-openapi";
import { insertNote } from "../../db/postgres/management/notes.ts";
import { ownerOf, refuseSharing } from "../auth/ownership.ts";
import type { noteInput, NoteRow } from "../contract/notes.ts";
import type { CallContext } from "../http/call-context.ts";
import { readInstant } from "../http/read-instant.ts";
import { recordChange } from "../http/record-change.ts";
import { describeNote, showNote } from "./show-note.ts";

/** Keeps a note. A viewer keeps private ones only. */
export async function createNote(
  ctx: CallContext,
  input: z.output<typeof noteInput>,
): Promise<NoteRow> {
  refuseSharing(ctx.caller, input.visibility);
  const at = readInstant(input.at, "at");
  const now = new Date(ctx.nowMs);
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const inserted = await insertNote(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      at,
      text: input.text,
      visibility: input.visibility,
      ownerId: ownerOf(ctx.caller),
      createdBy: ctx.caller.name,
      createdAt: now,
      updatedAt: now,
    });
    await recordChange(ctx, tx, {
      action: "note.create",
      target: inserted.id,
      detail: { before: null, after: describeNote(inserted) },
    });
    return inserted;
  });
  return showNote(row, ctx.caller);
}
