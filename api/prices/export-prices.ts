import type { z } from "@hono/zod-openapi";
import { pricesAsWritten, type PriceRecord } from "../../db/postgres/management/prices.ts";
import { writeCsv } from "../../domain/csv/write-csv.ts";
import type { priceExportQuery } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";
import { exportedPrice, PRICE_COLUMNS, priceCells } from "./price-columns.ts";

const ROWS_PER_PAGE = 500;

/** How a format writes the book: what stands in front, each row, and what stands behind. */
interface Layout {
  readonly type: string;
  readonly head: string;
  readonly row: (price: ReturnType<typeof exportedPrice>, isFirst: boolean) => string;
  readonly foot: string;
}

const LAYOUTS = {
  json: {
    type: "application/json",
    head: '{"prices":[',
    row: (price, isFirst) => `${isFirst ? "" : ","}\n${JSON.stringify(price)}`,
    foot: "]}\n",
  },
  csv: {
    type: "text/csv; charset=utf-8",
    head: writeCsv([PRICE_COLUMNS]),
    row: (price) => writeCsv([priceCells(price)]),
    foot: "",
  },
} as const satisfies Record<string, Layout>;

/** The price book as a file, page by page and in the order in which it was written. */
export async function exportPrices(
  ctx: CallContext,
  query: z.output<typeof priceExportQuery>,
): Promise<Response> {
  const layout: Layout = LAYOUTS[query.format];
  const own = query.own === undefined ? null : query.own === "true";
  const pageAfter = (after: string | null) =>
    pricesAsWritten(ctx.deps.pg.drizzle, ctx.workspaceId, own, { after, limit: ROWS_PER_PAGE });
  // The first page comes before the answer begins, so that what fails there is answered as a failure.
  const text = writePages(layout, await pageAfter(null), pageAfter);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await text.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await text.return();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": layout.type,
      "content-disposition": `attachment; filename="prices.${query.format}"`,
    },
  });
}

async function* writePages(
  layout: Layout,
  first: readonly PriceRecord[],
  pageAfter: (after: string) => Promise<readonly PriceRecord[]>,
): AsyncGenerator<string, void, undefined> {
  yield layout.head;
  let page = first;
  let written = 0;
  for (;;) {
    const rows = page.map((row, index) => layout.row(exportedPrice(row), written + index === 0));
    if (rows.length > 0) yield rows.join("");
    written += rows.length;
    const last = page.at(-1);
    if (last === undefined || page.length < ROWS_PER_PAGE) break;
    page = await pageAfter(last.id);
  }
  yield layout.foot;
}
