import type { z } from "@hono/zod-openapi";
import {
  asksWaste,
  candidatesQuery,
  generationsQuery as generationsSql,
  type GenerationsInput,
  type StoredGeneration,
} from "../../db/clickhouse/queries/generations.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { askStore } from "../analytics/ask-store.ts";
import { readFilters } from "../analytics/read-filters.ts";
import { readPeriod } from "../analytics/read-period.ts";
import type { generationsQuery } from "../contract/analytics-query.ts";
import type { GenerationsAnswer } from "../contract/generations.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { factsOfStored } from "./facts-of-stored.ts";
import { showGeneration } from "./show-generation.ts";

/** Generations of a period, newest first. */
export async function listGenerations(
  ctx: CallContext,
  query: z.output<typeof generationsQuery>,
): Promise<GenerationsAnswer> {
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `generations ${JSON.stringify(asked)}`;
  const { timeZone } = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const { range } = readPeriod(query, timeZone, ctx.nowMs);
  const [createdAtMs, id] = positionOf(ctx, list, query, 2) ?? [];
  const rows = await newestRows(ctx, {
    workspaceId: ctx.workspaceId,
    range,
    filters: readFilters(query),
    search: query.search ?? null,
    downloadsUnknown: query.downloads === "unknown",
    after:
      createdAtMs === undefined || id === undefined
        ? null
        : { createdAtMs: Number(createdAtMs), id },
    limit: query.limit + 1,
  });
  return toPage(ctx, list, rows, query, {
    show: (row) => showGeneration(factsOfStored(row)),
    position: (row) => [String(row.created_at_ms), row.generation_id],
  });
}

const HOUR_MS = 3_600_000;
const FIRST_SLICE_MS = 6 * HOUR_MS;
const SLICE_GROWTH = 4;

/** Versions of a generation that may be stored side by side until they are merged. */
const ROWS_PER_GENERATION = 4;
const REACH_GROWTH = 16;

/** A page of rows: the newest ones that match, looked for ever further back until the page is full. */
async function newestRows(ctx: CallContext, input: GenerationsInput): Promise<StoredGeneration[]> {
  if (asksWaste(input.filters)) return newestWasted(ctx, input);
  const { ch } = ctx.deps;
  let reachesAll = false;
  for (let reach = input.limit * ROWS_PER_GENERATION; ; reach *= REACH_GROWTH) {
    const rows = await askStore(ch, generationsSql({ ...input, reach }));
    if (rows.length >= input.limit || reachesAll) return rows;
    // Asked once more after the count: versions may have been merged between these rows and it.
    const [counted] = await askStore(ch, candidatesQuery({ ...input, reach }));
    reachesAll = counted === undefined || counted.candidates < reach;
  }
}

/**
 * Whether a clip was wasted is worked out from all clips around it, so a question about that goes back through time in
 * growing slices and stops as soon as the page is full.
 */
async function newestWasted(
  ctx: CallContext,
  input: GenerationsInput,
): Promise<StoredGeneration[]> {
  const { range, after, limit } = input;
  const rows: StoredGeneration[] = [];
  let toMs = after === null ? range.toMs : Math.min(range.toMs, after.createdAtMs + 1);
  let lengthMs = FIRST_SLICE_MS;
  while (toMs > range.fromMs && rows.length < limit) {
    const fromMs = Math.max(range.fromMs, toMs - lengthMs);
    const slice = { ...input, range: { fromMs, toMs }, limit: limit - rows.length };
    rows.push(...(await askStore(ctx.deps.ch, generationsSql(slice))));
    toMs = fromMs;
    lengthMs *= SLICE_GROWTH;
  }
  return rows;
}
