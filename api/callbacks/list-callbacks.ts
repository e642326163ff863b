import type { z } from "@hono/zod-openapi";
import { listCallbacks as listCallbackRows } from "../../db/postgres/management/callbacks.ts";
import type { CallbacksAnswer, callbacksQuery } from "../contract/callbacks.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showCallback } from "./show-callback.ts";

/** The workspace's callbacks, newest first. */
export async function listCallbacks(
  ctx: CallContext,
  query: z.output<typeof callbacksQuery>,
): Promise<CallbacksAnswer> {
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `callbacks ${JSON.stringify(asked)}`;
  const filter = {
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.generation_id === undefined ? {} : { generationId: query.generation_id }),
    ...(query.upstream === undefined ? {} : { upstream: query.upstream }),
  };
  const rows = await listCallbackRows(ctx.deps.pg.drizzle, ctx.workspaceId, filter, {
    afterId: positionOf(ctx, list, query, 1)?.[0] ?? null,
    limit: query.limit + 1,
  });
  return toPage(ctx, list, rows, query, { show: showCallback, position: (row) => [row.id] });
}
