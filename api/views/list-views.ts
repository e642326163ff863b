import { listViews as listViewRows } from "../../db/postgres/management/saved-views.ts";
import { ownerOf } from "../auth/ownership.ts";
import type { SavedViewsAnswer } from "../contract/views.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showView } from "./show-view.ts";

/** The caller's views and the workspace's, the latest first. */
export async function listViews(ctx: CallContext, page: PageInput): Promise<SavedViewsAnswer> {
  const owner = ownerOf(ctx.caller);
  const list = `views ${owner}`;
  const rows = await listViewRows(ctx.deps.pg.drizzle, ctx.workspaceId, owner, {
    beforeId: positionOf(ctx, list, page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, list, rows, page, {
    show: (row) => showView(row, ctx.caller),
    position: (row) => [row.id],
  });
}
