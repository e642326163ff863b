import type { z } from "@hono/zod-openapi";
import { meteredTotalQuery } from "../../db/clickhouse/queries/metered.ts";
import {
  listInvoices as listInvoiceRows,
  type ListedInvoice,
} from "../../db/postgres/management/provider-invoices.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { InvoiceRow, InvoicesAnswer, invoicesQuery } from "../contract/reconciliation.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { invoiceRange } from "./invoice-range.ts";
import { showInvoice } from "./show-invoice.ts";

/** The workspace's invoices that are not deleted, each beside what was metered of its provider on its days. */
export async function listInvoices(
  ctx: CallContext,
  query: z.output<typeof invoicesQuery>,
): Promise<InvoicesAnswer> {
  const list = `provider-invoices ${query.provider ?? ""}`;
  const rows = await listInvoiceRows(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    { provider: query.provider ?? null },
    { afterId: positionOf(ctx, list, query, 1)?.[0] ?? null, limit: query.limit + 1 },
  );
  const shown: { invoice: ListedInvoice["invoice"]; row: InvoiceRow }[] = [];
  for (const row of rows.slice(0, query.limit)) {
    shown.push({ invoice: row.invoice, row: await besideMetered(ctx, row) });
  }
  const page = toPage(ctx, list, rows, query, {
    show: ({ invoice }) => invoice.id,
    position: ({ invoice }) => [invoice.id],
  });
  return { data: shown.map(({ row }) => row), next_cursor: page.next_cursor };
}

async function besideMetered(ctx: CallContext, listed: ListedInvoice): Promise<InvoiceRow> {
  const { invoice, current, lines } = listed;
  const [total] = await askStore(
    ctx.deps.ch,
    meteredTotalQuery({
      workspaceId: ctx.workspaceId,
      range: invoiceRange(current),
      filters: [{ dimension: "provider", values: [invoice.provider] }],
      currency: current.currency,
    }),
  );
  const metered = parseNano(total?.metered ?? "0");
  return {
    ...showInvoice(invoice, current, lines),
    metered: formatNano(metered),
    difference: formatNano(parseNano(current.billed) - metered),
    generations: total?.generations ?? 0,
    unpriced: total?.unpriced ?? 0,
  };
}
