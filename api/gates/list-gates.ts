import { listGates as listGateRows } from "../../db/postgres/management/gates.ts";
import type { GatesAnswer } from "../contract/quotas.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showGates } from "./show-gates.ts";

/** The workspace's gates, newest first. */
export async function listGates(ctx: CallContext, page: PageInput): Promise<GatesAnswer> {
  const rows = await listGateRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId: positionOf(ctx, "gates", page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, "gates", await showGates(ctx, rows), page, {
    show: (row) => row,
    position: (row) => [row.id],
  });
}
