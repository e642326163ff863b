import { insertBatch } from "../../db/clickhouse/insert-batch.ts";
import { ask } from "../../db/clickhouse/queries/query.ts";
import {
  keptSumsQuery,
  ratedPageQuery,
  type RatedRow,
} from "../../db/clickhouse/queries/rerated.ts";
import { fromStoredCost, toStoredCost } from "../../db/clickhouse/rows/stored-cost.ts";
import { costColumns, type CostColumns } from "../../db/postgres/cost-columns.ts";
import { pricesSeen } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import { advanceRerate, finishApply, type RerateRecord } from "../../db/postgres/rerates.ts";
import { readJobs, type StoredJob } from "../../db/postgres/stored-job.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { priceBook, type PriceBook } from "../../domain/rerate/choose-rate.ts";
import { reprice } from "../../domain/rerate/reprice.ts";
import { correctJob } from "./correct-job.ts";
import { markDays } from "./mark-days.ts";
import { createdAtMs, ratedHistory, ratedJob } from "./rated-generation.ts";
import { cursorOf } from "./rerate-cursor.ts";
import { RERATE_BATCH_ROWS, type RerateDeps } from "./rerate-deps.ts";
import { writeHistory } from "./write-history.ts";

/** A generation that changes: what was, and what is to be. */
interface Change {
  readonly row: RatedRow;
  /** Null for one that only ClickHouse has. */
  readonly job: StoredJob | null;
  readonly before: CostColumns;
  readonly after: CostColumns;
}

/**
 * Prices the next generations of a re-rating: what each was is kept first, then it is changed, then the cursor moves.
 * Done again after a crash, it finds what it had changed priced as it should be.
 */
export async function applyBatch(deps: RerateDeps, rerate: RerateRecord): Promise<void> {
  const { pg, ch } = deps;
  const { workspaceId, scope } = rerate;
  const limit = deps.batchRows ?? RERATE_BATCH_ROWS;
  const page = await ask(ch, ratedPageQuery(workspaceId, scope, cursorOf(rerate), limit));
  const last = page.at(-1);
  if (last === undefined) {
    await finishApply(pg.drizzle, rerate.id, new Date(deps.now()), await resultOf(deps, rerate));
    return;
  }
  const ids = page.map((row) => row.generation_id);
  const jobs = new Map(
    (await readJobs(pg, workspaceId, ids)).map((each) => [each.job.generationId, each]),
  );
  const book = await bookOf(deps, rerate);
  const changes = page.flatMap((row) => {
    const booked = jobs.get(row.generation_id);
    return changeOf(book, scope.unpricedOnly, row, booked ?? null) ?? [];
  });
  if (changes.length > 0) {
    const kept = changes.map((change) => keptOf(rerate, change));
    await insertBatch(ch, "rerated_v1", deps.newId(), kept);
  }
  for (const { job, after } of changes) {
    if (job !== null) await correctJob(deps, job, after);
  }
  const history = changes.filter(({ job }) => job === null);
  await writeHistory(
    deps,
    history.map(({ row, after }) => ({ row, cost: after })),
  );
  // All of them: a batch that was cut off here finds nothing left to change, and its days are marked all the same.
  await markDays(
    pg,
    page.filter((row) => !jobs.has(row.generation_id)),
  );
  await advanceRerate(pg.drizzle, rerate.id, {
    cursorMs: createdAtMs(last),
    cursorId: last.generation_id,
    done: page.length,
    superseded: 0,
  });
}

function changeOf(
  book: PriceBook,
  unpricedOnly: boolean,
  row: RatedRow,
  booked: { readonly job: StoredJob; readonly columns: CostColumns } | null,
): Change | null {
  const generation = booked === null ? ratedHistory(row) : ratedJob(booked.job);
  if (generation === null) return null;
  if (unpricedOnly && generation.cost.basis !== "unpriced") return null;
  const repriced = reprice(book, generation);
  if (repriced.kind !== "changed") return null;
  return {
    row,
    job: booked?.job ?? null,
    before: booked?.columns ?? fromStoredCost(row),
    after: costColumns(repriced.cost),
  };
}

async function bookOf(deps: RerateDeps, rerate: RerateRecord): Promise<PriceBook> {
  const { workspaceId, scope, pricesAsOf, book } = rerate;
  const records = await pricesSeen(deps.pg.drizzle, workspaceId, scope.provider, pricesAsOf);
  const versions = records.flatMap((record) => priceVersion(record) ?? []);
  return priceBook(versions, book);
}

function keptOf(rerate: RerateRecord, { row, job, before, after }: Change): object {
  const next = Object.entries(toStoredCost(after)).map(([name, value]) => [`next_${name}`, value]);
  return {
    workspace_id: rerate.workspaceId,
    rerate_id: rerate.id,
    generation_id: row.generation_id,
    created_at: row.created_at,
    version: job?.version ?? row.version,
    ...toStoredCost(before),
    ...Object.fromEntries(next),
  };
}

async function resultOf({ ch }: RerateDeps, rerate: RerateRecord) {
  const sums = await ask(ch, keptSumsQuery(rerate.workspaceId, rerate.id));
  const before: Record<string, bigint> = {};
  const after: Record<string, bigint> = {};
  let [changed, newlyPriced] = [0, 0];
  for (const sum of sums) {
    const { currency, next_currency: nextCurrency } = sum;
    after[nextCurrency] = (after[nextCurrency] ?? 0n) + parseNano(sum.next_cost);
    if (sum.unpriced) newlyPriced += sum.generations;
    else {
      changed += sum.generations;
      before[currency] = (before[currency] ?? 0n) + parseNano(sum.cost);
    }
  }
  return { changed, newly_priced: newlyPriced, before: shown(before), after: shown(after) };
}

function shown(sums: Readonly<Record<string, bigint>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sums).map(([currency, sum]) => [currency, formatNano(sum)]),
  );
}
