import type {
  InvoiceRecord,
  ListedInvoice,
} from "../../db/postgres/management/provider-invoices.ts";
import type { InvoiceDetail } from "../contract/reconciliation.ts";

/** What an invoice is and says, without its lines. */
export function showInvoice(
  invoice: InvoiceRecord,
  current: ListedInvoice["current"],
  lines: number,
): Omit<InvoiceDetail, "data" | "versions"> {
  return {
    id: invoice.id,
    provider: invoice.provider,
    name: invoice.name,
    version: invoice.version,
    currency: current.currency,
    timezone: current.timeZone,
    from: current.firstDay,
    to: current.endDay,
    source: current.source,
    lines,
    billed: current.billed,
    models: { ...current.models },
    created_at: current.createdAt.toISOString(),
    created_by: current.createdBy,
    deleted_at: invoice.deletedAt?.toISOString() ?? null,
  };
}
