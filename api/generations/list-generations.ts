import type { z } from "@hono/zod-openapi";
import { placeOf } from "../../db/clickhouse/queries/generation-order.ts";
import type { generationsQuery } from "../contract/analytics-query.ts";
import type { GenerationsAnswer } from "../contract/generations.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { factsOfStored } from "./facts-of-stored.ts";
import { openList, rowsOfList } from "./generation-list.ts";
import { showGeneration } from "./show-generation.ts";

/** Generations of a period, newest first unless another order is asked for. */
export async function listGenerations(
  ctx: CallContext,
  query: z.output<typeof generationsQuery>,
): Promise<GenerationsAnswer> {
  const { cursor: _cursor, limit, ...asked } = query;
  const name = `generations ${JSON.stringify(asked)}`;
  const list = await openList(ctx, asked);
  const [createdAtMs, id, value, currency] = positionOf(ctx, name, query, 4) ?? [];
  const rows = await rowsOfList(ctx, {
    ...list,
    after:
      createdAtMs === undefined || id === undefined
        ? null
        : { createdAtMs: Number(createdAtMs), id, value: value ?? "", currency: currency ?? "" },
    limit: limit + 1,
  });
  return toPage(ctx, name, rows, query, {
    show: (row) => showGeneration(factsOfStored(row)),
    position: (row) => {
      const place = placeOf(row, query.order);
      return [String(place.createdAtMs), place.id, place.value, place.currency];
    },
  });
}
