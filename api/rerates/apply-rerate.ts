import { insertRerate } from "../../db/postgres/rerates.ts";
import type { RerateInput, RerateRow } from "../contract/rerates.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { planRerate } from "./plan-rerate.ts";
import { readScope } from "./read-scope.ts";
import { showRerate } from "./show-rerate.ts";

/**
 * Begins a re-rating; a worker goes on with it in batches. @throws ApiError naming the faulty field, or `conflict` while
 * another one of the workspace is under way.
 */
export async function applyRerate(ctx: CallContext, input: RerateInput): Promise<RerateRow> {
  const { scope, timeZone, book } = await readScope(ctx, input);
  const { diff, pricesAsOf } = await planRerate(ctx, { scope, timeZone, book });
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const inserted = await insertRerate(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      state: "applying",
      scope,
      timeZone,
      pricesAsOf,
      book,
      planned: diff,
      createdAt: new Date(ctx.nowMs),
      createdBy: ctx.caller.name,
    });
    if (inserted === null) {
      throw new ApiError(
        "conflict",
        "Another re-rating of this workspace is under way: wait until it is done.",
      );
    }
    const { looked_at, changed, newly_priced, before, after } = diff;
    await recordChange(ctx, tx, {
      action: "price.rerate",
      target: inserted.id,
      detail: { scope: input.scope, book, looked_at, changed, newly_priced, before, after },
    });
    return inserted;
  });
  return showRerate(ctx, row);
}
