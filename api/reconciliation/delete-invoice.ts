import {
  findInvoice,
  lockInvoices,
  markInvoiceDeleted,
} from "../../db/postgres/management/provider-invoices.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { InvoiceDetail } from "../contract/reconciliation.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { getInvoice } from "./get-invoice.ts";

/** Takes an invoice out of the list; what it said is kept. Again changes nothing. */
export async function deleteInvoice(
  ctx: CallContext,
  input: { id: string },
): Promise<InvoiceDetail> {
  if (!isUuid(input.id)) throw notFound("invoice");
  await ctx.deps.pg.drizzle.transaction(async (tx) => {
    await lockInvoices(tx, ctx.workspaceId);
    const found = await findInvoice(tx, ctx.workspaceId, input.id);
    if (found === null) throw notFound("invoice");
    const { invoice, current } = found;
    if (invoice.deletedAt !== null) return;
    await markInvoiceDeleted(tx, ctx.workspaceId, invoice.id, new Date(ctx.nowMs));
    await recordChange(ctx, tx, {
      action: "provider_invoice.delete",
      target: invoice.id,
      detail: {
        provider: invoice.provider,
        name: invoice.name,
        version: invoice.version,
        billed: current.billed,
        currency: current.currency,
      },
    });
  });
  return getInvoice(ctx, input);
}
