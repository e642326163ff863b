import type { z } from "@hono/zod-openapi";
import { listGrants as listGrantRows } from "../../db/postgres/management/grants.ts";
import type { GrantsAnswer, grantsQuery } from "../contract/quotas.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showGrant } from "./show-grant.ts";

/** The workspace's grants, newest first. */
export async function listGrants(
  ctx: CallContext,
  query: z.output<typeof grantsQuery>,
): Promise<GrantsAnswer> {
  const list = `grants ${JSON.stringify([query.user ?? null, query.status])}`;
  const rows = await listGrantRows(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    {
      user: query.user ?? null,
      activeAt: query.status === "active" ? new Date(ctx.nowMs) : null,
    },
    { afterId: positionOf(ctx, list, query, 1)?.[0] ?? null, limit: query.limit + 1 },
  );
  return toPage(ctx, list, rows, query, {
    show: (row) => showGrant(row, ctx.nowMs),
    position: (row) => [row.id],
  });
}
