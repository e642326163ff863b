import {
  findInvoice,
  versionsOfInvoice,
  type StandingInvoice,
} from "../../db/postgres/management/provider-invoices.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { InvoiceDetail } from "../contract/reconciliation.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showInvoice } from "./show-invoice.ts";

/** An invoice with its lines and all of its versions; a deleted one is still shown. */
export async function getInvoice(ctx: CallContext, input: { id: string }): Promise<InvoiceDetail> {
  const { invoice, current } = await needInvoice(ctx, input.id);
  const versions = await versionsOfInvoice(ctx.deps.pg.drizzle, ctx.workspaceId, invoice.id);
  return {
    ...showInvoice(invoice, current, current.lines.length),
    data: [...current.lines],
    versions: versions.map((version) => ({
      version: version.version,
      source: version.source,
      currency: version.currency,
      billed: version.billed,
      lines: version.lines,
      created_at: version.createdAt.toISOString(),
      created_by: version.createdBy,
    })),
  };
}

/** The invoice of this workspace, deleted ones included. @throws ApiError when there is none. */
export async function needInvoice(ctx: CallContext, id: string): Promise<StandingInvoice> {
  const found = isUuid(id) ? await findInvoice(ctx.deps.pg.drizzle, ctx.workspaceId, id) : null;
  if (found === null) throw notFound("invoice");
  return found;
}
