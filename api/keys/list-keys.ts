import { listKeys as listKeyRows } from "../../db/postgres/management/keys.ts";
import type { KeysAnswer } from "../contract/keys.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showKey } from "./show-key.ts";

/** The workspace's keys, newest first, revoked ones included. */
export async function listKeys(ctx: CallContext, page: PageInput): Promise<KeysAnswer> {
  const afterId = positionOf(ctx, "keys", page, 1)?.[0] ?? null;
  const rows = await listKeyRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId,
    limit: page.limit + 1,
  });
  return toPage(ctx, "keys", rows, page, {
    show: (row) => showKey(row, ctx.nowMs),
    position: (row) => [row.id],
  });
}
