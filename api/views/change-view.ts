import type { z } from "@hono/zod-openapi";
import { changeViewRow } from "../../db/postgres/management/saved-views.ts";
import { refuseSharing } from "../auth/ownership.ts";
import type { SavedView, viewChange } from "../contract/views.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { lockOwnView } from "./lock-own-view.ts";
import { describeView, showView } from "./show-view.ts";

/** Changes what is given of a view; the rest stays. */
export async function changeView(
  ctx: CallContext,
  input: { readonly id: string; readonly body: z.output<typeof viewChange> },
): Promise<SavedView> {
  refuseSharing(ctx.caller, input.body.visibility);
  const { name, visibility, pinned, page, search } = input.body;
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const before = await lockOwnView(ctx, tx, input.id);
    const after = await changeViewRow(tx, ctx.workspaceId, before.id, {
      ...(name === undefined ? {} : { name }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(pinned === undefined ? {} : { pinned }),
      ...(page === undefined ? {} : { page }),
      ...(search === undefined ? {} : { search }),
      updatedAt: new Date(ctx.nowMs),
    });
    await recordChange(ctx, tx, {
      action: "view.change",
      target: before.id,
      detail: { before: describeView(before), after: describeView(after) },
    });
    return after;
  });
  return showView(row, ctx.caller);
}
