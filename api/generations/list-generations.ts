import type { z } from "@hono/zod-openapi";
import { generationsQuery as generationsSql } from "../../db/clickhouse/queries/generations.ts";
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
  const rows = await askStore(
    ctx.deps.ch,
    generationsSql({
      workspaceId: ctx.workspaceId,
      range,
      filters: readFilters(query),
      search: query.search ?? null,
      after:
        createdAtMs === undefined || id === undefined
          ? null
          : { createdAtMs: Number(createdAtMs), id },
      limit: query.limit + 1,
    }),
  );
  return toPage(ctx, list, rows, query, {
    show: (row) => showGeneration(factsOfStored(row)),
    position: (row) => [String(row.created_at_ms), row.generation_id],
  });
}
