import type { Transaction } from "../../db/postgres/client.ts";
import { enqueueRevenue } from "../../db/postgres/enqueue-revenue.ts";
import {
  findRevenueByExternalIds,
  insertRevenue,
  lockRevenue,
  replaceRevenue,
  type RevenueRecord,
} from "../../db/postgres/management/revenue.ts";
import type { RevenueWritten } from "../contract/revenue.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { alreadySays, type RevenueContent } from "./revenue-content.ts";
import { showRevenue } from "./show-revenue.ts";

type Outcome = "created" | "changed" | "unchanged";

/**
 * Stores entries by their external ids in the caller's transaction, with their facts for the analytic store and their
 * audit row. A known id changes its entry when it says something else, and nothing when it says the same. `source` names
 * the door through which the entries came.
 */
export async function storeRevenue(
  ctx: CallContext,
  tx: Transaction,
  contents: ReadonlyMap<string, RevenueContent>,
  source: string,
): Promise<RevenueWritten> {
  await lockRevenue(tx, ctx.workspaceId);
  const known = await findRevenueByExternalIds(tx, ctx.workspaceId, [...contents.keys()]);
  const now = new Date(ctx.nowMs);
  const written = new Map<string, { row: RevenueRecord; outcome: Outcome }>();

  const fresh = [...contents].filter(([externalId]) => !known.has(externalId));
  const inserted = await insertRevenue(
    tx,
    fresh.map(([externalId, content]) => ({
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      externalId,
      ...content,
      source,
      createdAt: now,
      updatedAt: now,
    })),
  );
  for (const row of inserted) written.set(row.externalId, { row, outcome: "created" });

  for (const [externalId, row] of known) {
    const content = contents.get(externalId);
    if (content === undefined || alreadySays(row, content)) {
      written.set(externalId, { row, outcome: "unchanged" });
      continue;
    }
    const change = { ...content, source, deletedAt: null, updatedAt: now };
    const changed = await replaceRevenue(tx, row.id, row.version + 1, change);
    written.set(externalId, { row: changed, outcome: "changed" });
  }

  const all = [...contents.keys()].flatMap((externalId) => written.get(externalId) ?? []);
  const moved = all.filter((each) => each.outcome !== "unchanged").map((each) => each.row.id);
  const count = (outcome: Outcome) => all.filter((each) => each.outcome === outcome).length;
  const counts = {
    created: count("created"),
    changed: count("changed"),
    unchanged: count("unchanged"),
  };
  if (moved.length > 0) {
    await enqueueRevenue(tx, moved);
    await recordChange(ctx, tx, {
      action: "revenue.write",
      target: moved[0] ?? "",
      detail: counts,
    });
  }
  return {
    ...counts,
    data: all.map(({ row, outcome }) => ({ ...showRevenue(row), outcome })),
  };
}
