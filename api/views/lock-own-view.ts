import { isUuid } from "../../domain/uuid-v7.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { lockView, type SavedViewRecord } from "../../db/postgres/management/saved-views.ts";
import { mayChange, maySee, notYours } from "../auth/ownership.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

/** A view that the caller may change, locked. @throws ApiError for one that they can't see or may not change */
export async function lockOwnView(
  ctx: CallContext,
  tx: Transaction,
  id: string,
): Promise<SavedViewRecord> {
  const row = isUuid(id) ? await lockView(tx, ctx.workspaceId, id) : null;
  if (row === null || !maySee(ctx.caller, row)) throw notFound("view");
  if (!mayChange(ctx.caller, row)) throw notYours();
  return row;
}
