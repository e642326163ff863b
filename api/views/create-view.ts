import type { z } from "@hono/zod-openapi";
import { insertView } from "../../db/postgres/management/saved-views.ts";
import { ownerOf, refuseSharing } from "../auth/ownership.ts";
import type { SavedView, viewInput } from "../contract/views.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { describeView, showView } from "./show-view.ts";

/** Keeps a view under a name. A viewer keeps private ones only. */
export async function createView(
  ctx: CallContext,
  input: z.output<typeof viewInput>,
): Promise<SavedView> {
  refuseSharing(ctx.caller, input.visibility);
  const now = new Date(ctx.nowMs);
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const inserted = await insertView(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      ...input,
      ownerId: ownerOf(ctx.caller),
      createdBy: ctx.caller.name,
      createdAt: now,
      updatedAt: now,
    });
    await recordChange(ctx, tx, {
      action: "view.create",
      target: inserted.id,
      detail: { before: null, after: describeView(inserted) },
    });
    return inserted;
  });
  return showView(row, ctx.caller);
}
