import { deleteViewRow } from "../../db/postgres/management/saved-views.ts";
import type { SavedView } from "../contract/views.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { lockOwnView } from "./lock-own-view.ts";
import { describeView, showView } from "./show-view.ts";

/** Forgets a view. Links that carry what it showed go on working. */
export async function deleteView(ctx: CallContext, input: { id: string }): Promise<SavedView> {
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const before = await lockOwnView(ctx, tx, input.id);
    await deleteViewRow(tx, ctx.workspaceId, before.id);
    await recordChange(ctx, tx, {
      action: "view.delete",
      target: before.id,
      detail: { before: describeView(before), after: null },
    });
    return before;
  });
  return showView(row, ctx.caller);
}
