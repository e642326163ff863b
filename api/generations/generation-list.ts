import type { z } from "@hono/zod-openapi";
import {
  asksWaste,
  candidatesQuery,
  generationsCountQuery,
  generationsQuery as generationsSql,
  goesDown,
  isByTime,
  type GenerationsInput,
  type StoredGeneration,
} from "../../db/clickhouse/queries/generations.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { askStore } from "../analytics/ask-store.ts";
import { readFilters } from "../analytics/read-filters.ts";
import { readPeriod } from "../analytics/read-period.ts";
import type { neighboursQuery } from "../contract/analytics-query.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

/** By cost or time all of a list is read before its first page is known. */
const MAX_SORTED = 500_000;

export type GenerationList = Omit<GenerationsInput, "after" | "limit">;

/** A list of generations as it is asked for. @throws ApiError for an order that this list is too long for. */
export async function openList(
  ctx: CallContext,
  query: z.output<typeof neighboursQuery>,
): Promise<GenerationList> {
  const { timeZone } = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const { range } = readPeriod(query, timeZone, ctx.nowMs);
  const list = {
    workspaceId: ctx.workspaceId,
    range,
    filters: readFilters(query),
    search: query.search ?? null,
    downloadsUnknown: query.downloads === "unknown",
    order: query.order,
  };
  if (!isByTime(query.order)) await refuseTooLong(ctx, list);
  return list;
}

async function refuseTooLong(ctx: CallContext, list: GenerationList): Promise<void> {
  if (asksWaste(list.filters)) throw invalidField("order", "can't be used with a filter on waste");
  const counted = generationsCountQuery({ ...list, limit: MAX_SORTED + 1 });
  const [row] = await askStore(ctx.deps.ch, counted);
  if (row !== undefined && row.candidates > MAX_SORTED) {
    throw invalidField(
      "order",
      `is for at most ${MAX_SORTED} generations: choose a shorter period or more filters`,
    );
  }
}

const HOUR_MS = 3_600_000;
const FIRST_SLICE_MS = 6 * HOUR_MS;
const SLICE_GROWTH = 4;

/**
 * A page of rows. Whether a clip was wasted is worked out from all clips around it, so a question about that goes
 * through time in growing slices and stops as soon as the page is full.
 */
export async function rowsOfList(
  ctx: CallContext,
  input: GenerationsInput,
): Promise<StoredGeneration[]> {
  if (asksWaste(input.filters)) {
    return goesDown(input) ? backInTime(ctx, input) : forthInTime(ctx, input);
  }
  return isByTime(input.order ?? "-created")
    ? nearestRows(ctx, input)
    : askStore(ctx.deps.ch, generationsSql(input));
}

/** Versions of a generation that may be stored side by side until they are merged. */
const ROWS_PER_GENERATION = 4;
const REACH_GROWTH = 16;

/** The nearest rows in time that match, looked for ever further until the page is full. */
async function nearestRows(ctx: CallContext, input: GenerationsInput): Promise<StoredGeneration[]> {
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

async function backInTime(ctx: CallContext, input: GenerationsInput): Promise<StoredGeneration[]> {
  const { range, after, limit } = input;
  const rows: StoredGeneration[] = [];
  let toMs = after === null ? range.toMs : Math.min(range.toMs, after.createdAtMs + 1);
  let lengthMs = FIRST_SLICE_MS;
  while (toMs > range.fromMs && rows.length < limit) {
    const fromMs = Math.max(range.fromMs, toMs - lengthMs);
    rows.push(...(await sliceOf(ctx, input, { fromMs, toMs }, limit - rows.length)));
    toMs = fromMs;
    lengthMs *= SLICE_GROWTH;
  }
  return rows;
}

async function forthInTime(ctx: CallContext, input: GenerationsInput): Promise<StoredGeneration[]> {
  const { range, after, limit } = input;
  const rows: StoredGeneration[] = [];
  let fromMs = after === null ? range.fromMs : Math.max(range.fromMs, after.createdAtMs);
  let lengthMs = FIRST_SLICE_MS;
  while (fromMs < range.toMs && rows.length < limit) {
    const toMs = Math.min(range.toMs, fromMs + lengthMs);
    rows.push(...(await sliceOf(ctx, input, { fromMs, toMs }, limit - rows.length)));
    fromMs = toMs;
    lengthMs *= SLICE_GROWTH;
  }
  return rows;
}

function sliceOf(
  ctx: CallContext,
  input: GenerationsInput,
  range: GenerationsInput["range"],
  limit: number,
): Promise<StoredGeneration[]> {
  return askStore(ctx.deps.ch, generationsSql({ ...input, range, limit }));
}
