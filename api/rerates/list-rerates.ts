import { listRerates as listRerateRows } from "../../db/postgres/rerates.ts";
import type { ReratesAnswer } from "../contract/rerates.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { openBooks } from "../margin/open-books.ts";
import { listedRerate } from "./show-rerate.ts";

/** The workspace's re-ratings, newest first. */
export async function listRerates(ctx: CallContext, page: PageInput): Promise<ReratesAnswer> {
  const afterId = positionOf(ctx, "rerates", page, 1)?.[0] ?? null;
  const rows = await listRerateRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId,
    limit: page.limit + 1,
  });
  const books = await openBooks(ctx);
  return toPage(ctx, "rerates", rows, page, {
    show: (row) => listedRerate(row, books),
    position: (row) => [row.id],
  });
}
