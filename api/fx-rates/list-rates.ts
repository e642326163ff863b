import type { z } from "@hono/zod-openapi";
import { listFxRates } from "../../db/postgres/management/fx-rates.ts";
import type { FxRatesAnswer, fxRatesQuery } from "../contract/fx-rates.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showRate } from "./show-rate.ts";

/** The workspace's rates, latest day first. */
export async function listRates(
  ctx: CallContext,
  query: z.output<typeof fxRatesQuery>,
): Promise<FxRatesAnswer> {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const list = `fx-rates ${JSON.stringify(filters)}`;
  const [date, base, quote] = positionOf(ctx, list, query, 3) ?? [];
  const rows = await listFxRates(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    {
      base: query.base ?? null,
      quote: query.quote ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
    },
    {
      after:
        date === undefined || base === undefined || quote === undefined
          ? null
          : { date, base, quote },
      limit: query.limit + 1,
    },
  );
  return toPage(ctx, list, rows, query, {
    show: showRate,
    position: (row) => [row.date, row.base, row.quote],
  });
}
