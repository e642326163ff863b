import { costChangesQuery, type ExportedGeneration } from "../../db/clickhouse/queries/exported.ts";
import { standingRerates } from "../../db/postgres/rerates.ts";
import type { CostChange } from "../../domain/focus/charge-class.ts";
import { parseNano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import type { GenerationSlice } from "./generation-slices.ts";

/** What changed booked costs, for one slice of generations after the other. */
export interface CostChanges {
  /** By generation; those that stand in its cost as it is. */
  of(slice: GenerationSlice): Promise<(row: ExportedGeneration) => readonly CostChange[]>;
}

/** Reads which re-ratings stand. One that was taken back changed nothing. */
export async function openCostChanges(ctx: CallContext): Promise<CostChanges> {
  const standing = await standingRerates(ctx.deps.pg.drizzle, ctx.workspaceId);
  const atMs = new Map(standing.map(({ id, createdAt }) => [id, createdAt.getTime()]));
  return {
    async of({ range, rows }) {
      if (atMs.size === 0 || rows.length === 0) return () => [];
      const query = costChangesQuery(ctx.workspaceId, range, [...atMs.keys()]);
      const found = await askStore(ctx.deps.ch, query);
      const byId = new Map<string, typeof found>();
      for (const change of found) {
        byId.set(change.generation_id, [...(byId.get(change.generation_id) ?? []), change]);
      }
      return (row) =>
        (byId.get(row.generation_id) ?? [])
          .filter((change) => change.currency === row.currency && same(change.cost, row.cost))
          .flatMap((change) => atMs.get(change.rerate_id) ?? [])
          .map((changedMs) => ({ atMs: changedMs }));
    },
  };
}

/** Decimals of the store may have cut zeros. */
function same(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return left === right;
  return parseNano(left) === parseNano(right);
}
