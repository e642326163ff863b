import type { z } from "@hono/zod-openapi";
import { listPrices as listPriceRows } from "../../db/postgres/management/prices.ts";
import type { PricesAnswer, pricesQuery } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showPrice } from "./show-price.ts";

/** The workspace's own prices and the seeded ones, latest validity first. */
export async function listPrices(
  ctx: CallContext,
  query: z.output<typeof pricesQuery>,
): Promise<PricesAnswer> {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const list = `prices ${JSON.stringify(filters)}`;
  const [validFrom, id] = positionOf(ctx, list, query, 2) ?? [];
  const rows = await listPriceRows(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    {
      provider: query.provider ?? null,
      model: query.model ?? null,
      search: query.q ?? null,
      unit: query.unit ?? null,
      own: query.own === undefined ? null : query.own === "true",
      book: query.book ?? null,
    },
    {
      after:
        validFrom === undefined || id === undefined ? null : { validFrom: new Date(validFrom), id },
      limit: query.limit + 1,
    },
  );
  return toPage(ctx, list, rows, query, {
    show: showPrice,
    position: (row) => [row.validFrom.toISOString(), row.id],
  });
}
