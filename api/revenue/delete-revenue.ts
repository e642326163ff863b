import { isUuid } from "../../domain/uuid-v7.ts";
import { enqueueRevenue } from "../../db/postgres/enqueue-revenue.ts";
import { findRevenue, lockRevenue, replaceRevenue } from "../../db/postgres/management/revenue.ts";
import type { RevenueRow } from "../contract/revenue.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { showRevenue } from "./show-revenue.ts";

/** Takes an entry out of all figures: a new version that is deleted. Again changes nothing. */
export async function deleteRevenue(ctx: CallContext, input: { id: string }): Promise<RevenueRow> {
  if (!isUuid(input.id)) throw notFound("revenue entry");
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    await lockRevenue(tx, ctx.workspaceId);
    const row = await findRevenue(tx, ctx.workspaceId, input.id);
    if (row === null) throw notFound("revenue entry");
    if (row.deletedAt !== null) return showRevenue(row);
    const now = new Date(ctx.nowMs);
    const deleted = await replaceRevenue(tx, row.id, row.version + 1, {
      deletedAt: now,
      updatedAt: now,
    });
    await enqueueRevenue(tx, [row.id]);
    await recordChange(ctx, tx, {
      action: "revenue.delete",
      target: row.id,
      detail: { external_id: row.externalId, amount: row.amount, currency: row.currency },
    });
    return showRevenue(deleted);
  });
}
