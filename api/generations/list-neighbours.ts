import type { z } from "@hono/zod-openapi";
import { placeOf } from "../../db/clickhouse/queries/generation-order.ts";
import { generationQuery } from "../../db/clickhouse/queries/generations.ts";
import { findJobRow } from "../../db/postgres/management/job-rows.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { neighboursQuery } from "../contract/analytics-query.ts";
import type { NeighboursAnswer } from "../contract/generations.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { openList, rowsOfList } from "./generation-list.ts";

/** What stands before and behind a generation in a list, whether the list has that generation or not. */
export async function listNeighbours(
  ctx: CallContext,
  { id, query }: { readonly id: string; readonly query: z.output<typeof neighboursQuery> },
): Promise<NeighboursAnswer> {
  const place = isUuid(id) ? await placedRow(ctx, id) : null;
  if (place === null) throw notFound("generation");
  const list = await openList(ctx, query);
  const next = { ...list, after: placeOf(place, query.order), limit: 1 };
  const [before, behind] = await Promise.all([
    rowsOfList(ctx, { ...next, backwards: true }),
    rowsOfList(ctx, next),
  ]);
  return {
    previous: before[0]?.generation_id ?? null,
    next: behind[0]?.generation_id ?? null,
  };
}

/** From the store that lists are made of; what has not reached it yet, from the books. */
async function placedRow(
  ctx: CallContext,
  id: string,
): Promise<Parameters<typeof placeOf>[0] | null> {
  const query = generationQuery(ctx.workspaceId, id);
  const [row] = query === null ? [] : await askStore(ctx.deps.ch, query);
  if (row !== undefined) return row;
  const job = await findJobRow(ctx.deps.pg.drizzle, ctx.workspaceId, id);
  if (job === null) return null;
  return {
    generation_id: job.generationId,
    created_at_ms: job.createdAt.getTime(),
    finished_at_ms: job.finishedAt?.getTime() ?? null,
    cost: job.cost,
    currency: job.currency ?? "",
  };
}
