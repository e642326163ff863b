import { keptOfOneQuery } from "../../db/clickhouse/queries/rerated.ts";
import { rerateTimes } from "../../db/postgres/rerates.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { GenerationDetail } from "../contract/generations.ts";
import type { CallContext } from "../http/call-context.ts";
import type { GenerationFacts } from "./generation-facts.ts";
import { nineDecimals } from "./show-generation.ts";

const MAX_RERATES = 20;

/** The re-ratings that changed a generation's cost, in the order in which they were made. */
export async function reratesOf(
  ctx: CallContext,
  facts: GenerationFacts,
): Promise<GenerationDetail["rerates"]> {
  const position = { createdAtMs: facts.createdAtMs, id: facts.id };
  const kept = await askStore(ctx.deps.ch, keptOfOneQuery(ctx.workspaceId, position, MAX_RERATES));
  const times = await rerateTimes(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    kept.map((row) => row.rerate_id),
  );
  return times.flatMap(({ id, appliedAt, revertedAt }) => {
    const row = kept.find((each) => each.rerate_id === id);
    if (row === undefined) return [];
    return {
      id,
      applied_at: appliedAt?.toISOString() ?? null,
      reverted_at: revertedAt?.toISOString() ?? null,
      before: { amount: nineDecimals(row.cost), currency: row.currency || null },
      after: { amount: nineDecimals(row.next_cost), currency: row.next_currency || null },
    };
  });
}
