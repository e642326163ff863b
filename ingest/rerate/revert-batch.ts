import { ask } from "../../db/clickhouse/queries/query.ts";
import {
  keptPageQuery,
  ratedRowsQuery,
  type KeptRow,
} from "../../db/clickhouse/queries/rerated.ts";
import { fromStoredCost } from "../../db/clickhouse/rows/stored-cost.ts";
import { costOf, type CostColumns } from "../../db/postgres/cost-columns.ts";
import { advanceRerate, finishRevert, type RerateRecord } from "../../db/postgres/rerates.ts";
import { readJobs } from "../../db/postgres/stored-job.ts";
import { sameCost } from "../../domain/rerate/reprice.ts";
import { correctJob } from "./correct-job.ts";
import { markDays } from "./mark-days.ts";
import { cursorOf } from "./rerate-cursor.ts";
import { RERATE_BATCH_ROWS, type RerateDeps } from "./rerate-deps.ts";
import { writeHistory, type HistoryChange } from "./write-history.ts";

/**
 * Gives the next generations of a re-rating the cost that was kept of them. One that was corrected otherwise since (the
 * provider named the money) stays as it is and is counted. Done again after a crash, it finds nothing left to do.
 */
export async function revertBatch(deps: RerateDeps, rerate: RerateRecord): Promise<void> {
  const { pg, ch } = deps;
  const { workspaceId } = rerate;
  const limit = deps.batchRows ?? RERATE_BATCH_ROWS;
  const page = await ask(ch, keptPageQuery(workspaceId, rerate.id, cursorOf(rerate), limit));
  const [first, last] = [page[0], page.at(-1)];
  if (first === undefined || last === undefined) {
    await finishRevert(pg.drizzle, rerate.id, new Date(deps.now()));
    return;
  }
  const range = { fromMs: first.created_at_ms, toMs: last.created_at_ms };
  const ids = page.map((row) => row.generation_id);
  const jobs = new Map(
    (await readJobs(pg, workspaceId, ids)).map((each) => [each.job.generationId, each]),
  );
  const rows = new Map(
    (await ask(ch, ratedRowsQuery(workspaceId, range, ids))).map((row) => [row.generation_id, row]),
  );
  const history: HistoryChange[] = [];
  let superseded = 0;
  for (const kept of page) {
    const booked = jobs.get(kept.generation_id);
    const row = rows.get(kept.generation_id);
    // Past its retention.
    if (booked === undefined && row === undefined) continue;
    const now = booked?.columns ?? (row === undefined ? null : fromStoredCost(row));
    const verdict = now === null ? "superseded" : verdictOf(kept, now);
    if (verdict === "superseded") superseded += 1;
    if (verdict !== "give back") continue;
    const cost = fromStoredCost(kept);
    if (booked !== undefined) await correctJob(deps, booked.job, cost);
    else if (row !== undefined) history.push({ row, cost });
  }
  await writeHistory(deps, history);
  await markDays(
    pg,
    page.filter((row) => !jobs.has(row.generation_id)),
  );
  await advanceRerate(pg.drizzle, rerate.id, {
    cursorMs: last.created_at_ms,
    cursorId: last.generation_id,
    done: page.length,
    superseded,
  });
}

function verdictOf(kept: KeptRow, now: CostColumns): "give back" | "done" | "superseded" {
  const cost = costOf(now);
  if (sameCost(cost, costOf(nextOf(kept)))) return "give back";
  return sameCost(cost, costOf(fromStoredCost(kept))) ? "done" : "superseded";
}

function nextOf(kept: KeptRow): CostColumns {
  return fromStoredCost({
    cost: kept.next_cost,
    currency: kept.next_currency,
    cost_basis: kept.next_cost_basis,
    unpriced_reason: kept.next_unpriced_reason,
    price_id: kept.next_price_id,
    price_unit: kept.next_price_unit,
    units: kept.next_units,
    unit_amount: kept.next_unit_amount,
  });
}
