import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  InvoiceDetail,
  invoiceInput,
  InvoicesAnswer,
  InvoiceWritten,
} from "../../api/contract/reconciliation.ts";
import type { ReconciliationReport } from "../../api/contract/reconciliation-report.ts";
import { callApi } from "./call-api.ts";

const PAGE = 20;
const INVOICES = "/api/v1/reconciliation/invoices";

export const invoicesQuery = infiniteQueryOptions({
  queryKey: ["invoices"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<InvoicesAnswer>(INVOICES, { query: { limit: PAGE, cursor: pageParam }, signal }),
  getNextPageParam: (page) => page.next_cursor,
});

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ["invoice-report", id],
    queryFn: ({ signal }) =>
      callApi<ReconciliationReport>(`${INVOICES}/${encodeURIComponent(id)}/report`, { signal }),
  });
}

export type InvoiceBody = z.input<typeof invoiceInput>;

export function writeInvoice(input: InvoiceBody): Promise<InvoiceWritten> {
  return callApi(INVOICES, { method: "POST", body: input });
}

export function deleteInvoice(id: string): Promise<InvoiceDetail> {
  return callApi(`${INVOICES}/${encodeURIComponent(id)}`, { method: "DELETE" });
}
