import { sharedQuery } from "../../db/clickhouse/queries/rerated.ts";
import { beginRevert, laterRerates } from "../../db/postgres/rerates.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { RerateRow } from "../contract/rerates.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { knownRerate } from "./get-rerate.ts";
import { showRerate } from "./show-rerate.ts";

/**
 * Begins to give every generation of a re-rating the cost that it had; a worker goes on in batches.
 * @throws ApiError `not_found`, or `conflict` when it is not the last one applied to its generations.
 */
export async function revertRerate(ctx: CallContext, id: string): Promise<RerateRow> {
  const { pg, ch } = ctx.deps;
  const known = await knownRerate(ctx, id);
  if (known.state !== "applied") {
    throw new ApiError(
      "conflict",
      `Only an applied re-rating can be reverted; it is ${known.state}.`,
    );
  }
  const later = await laterRerates(pg.drizzle, ctx.workspaceId, id);
  if (later.length > 0) {
    const others = later.map((row) => row.id);
    const [shared] = await askStore(ch, sharedQuery(ctx.workspaceId, id, others));
    if ((shared?.generations ?? 0) > 0) {
      throw new ApiError(
        "conflict",
        "A later re-rating has changed some of its generations again: revert that one first.",
      );
    }
  }
  const row = await pg.drizzle.transaction(async (tx) => {
    const begun = await beginRevert(tx, {
      workspaceId: ctx.workspaceId,
      id,
      by: ctx.caller.name,
      total: (known.result?.changed ?? 0) + (known.result?.newly_priced ?? 0),
    });
    if (begun === null) {
      throw new ApiError(
        "conflict",
        "Another re-rating of this workspace is under way: wait until it is done.",
      );
    }
    await recordChange(ctx, tx, {
      action: "price.rerate_revert",
      target: id,
      detail: { result: begun.result },
    });
    return begun;
  });
  return showRerate(ctx, row);
}
