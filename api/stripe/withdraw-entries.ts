import type { Transaction } from "../../db/postgres/client.ts";
import { enqueueRevenue } from "../../db/postgres/enqueue-revenue.ts";
import { findRevenueByExternalIds, replaceRevenue } from "../../db/postgres/management/revenue.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";

/** Takes back entries that turned out to be none, each as a new version that is deleted. @returns how many there were. */
export async function withdrawEntries(
  ctx: CallContext,
  tx: Transaction,
  externalIds: readonly string[],
): Promise<number> {
  if (externalIds.length === 0) return 0;
  const known = await findRevenueByExternalIds(tx, ctx.workspaceId, externalIds);
  const live = [...known.values()].filter((row) => row.deletedAt === null);
  const now = new Date(ctx.nowMs);
  for (const row of live) {
    await replaceRevenue(tx, row.id, row.version + 1, { deletedAt: now, updatedAt: now });
  }
  if (live.length > 0) {
    await enqueueRevenue(
      tx,
      live.map(({ id }) => id),
    );
    await recordChange(
      ctx,
      tx,
      ...live.map((row) => ({
        action: "revenue.withdraw",
        target: row.id,
        detail: { external_id: row.externalId, amount: row.amount, currency: row.currency },
      })),
    );
  }
  return live.length;
}
