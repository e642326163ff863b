import { isUuid } from "../../domain/uuid-v7.ts";
import {
  listCallbacks,
  retryCallback as retryCallbackRow,
} from "../../db/postgres/management/callbacks.ts";
import type { CallbackRow } from "../contract/callbacks.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { showCallback } from "./show-callback.ts";

/** Begins a callback's tries anew, at once. One that was delivered isn't sent again: its body is gone. */
export async function retryCallback(ctx: CallContext, input: { id: string }): Promise<CallbackRow> {
  const { id } = input;
  if (!isUuid(id)) throw notFound("callback");
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const find = async () =>
      (await listCallbacks(tx, ctx.workspaceId, { id }, { afterId: null, limit: 1 }))[0];
    if ((await find()) === undefined) throw notFound("callback");
    const begun = await retryCallbackRow(tx, ctx.workspaceId, id, new Date(ctx.nowMs));
    if (!begun) throw new ApiError("conflict", "It was delivered: there is nothing to try again.");
    await recordChange(ctx, tx, { action: "callback.retry", target: id, detail: {} });
    const row = await find();
    if (row === undefined) throw notFound("callback");
    return showCallback(row);
  });
}
