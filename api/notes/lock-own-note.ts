import { isUuid } from "../../domain/uuid-v7.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { lockNote, type NoteRecord } from "../../db/postgres/management/notes.ts";
import { mayChange, maySee, notYours } from "../auth/ownership.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

/** A note that the caller may change, locked. @throws ApiError for one that they can't see or may not change */
export async function lockOwnNote(
  ctx: CallContext,
  tx: Transaction,
  id: string,
): Promise<NoteRecord> {
  const row = isUuid(id) ? await lockNote(tx, ctx.workspaceId, id) : null;
  if (row === null || !maySee(ctx.caller, row)) throw notFound("note");
  if (!mayChange(ctx.caller, row)) throw notYours();
  return row;
}
