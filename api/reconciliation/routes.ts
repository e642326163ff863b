import { createRoute } from "@hono/zod-openapi";
import {
  invoiceDetail,
  invoiceInput,
  invoicesAnswer,
  invoicesQuery,
  invoiceWritten,
} from "../contract/reconciliation.ts";
import { reconciliationReport, reportQuery } from "../contract/reconciliation-report.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { deleteInvoice } from "./delete-invoice.ts";
import { getInvoice } from "./get-invoice.ts";
import { listInvoices } from "./list-invoices.ts";
import { reportInvoice } from "./report-invoice.ts";
import { writeInvoice } from "./write-invoice.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reconciliation/invoices",
  summary: "List providers' invoices beside what was metered",
  tags: ["reconciliation"],
  request: { query: invoicesQuery },
  responses: {
    200: answers(invoicesAnswer, "Invoices, the latest handed in first."),
    default: refusals,
  },
});

const write = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/reconciliation/invoices",
  summary: "Hand in a provider's invoice: its lines, a CSV export, or Runway's usage",
  description:
    "Known by provider and name: the same again changes nothing, other content replaces it and is kept as a version. " +
    "Faults of a CSV are named by line and column: `csv[3].Cost` is the cost on line 3.",
  tags: ["reconciliation"],
  request: { body: jsonBody(invoiceInput) },
  responses: { 200: answers(invoiceWritten, "What became of it."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reconciliation/invoices/{id}",
  summary: "One invoice, its lines and its versions",
  tags: ["reconciliation"],
  request: { params: idParam },
  responses: { 200: answers(invoiceDetail, "The invoice as it stands."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/reconciliation/invoices/{id}",
  summary: "Take an invoice out of the list; what it said is kept",
  tags: ["reconciliation"],
  request: { params: idParam },
  responses: { 200: answers(invoiceDetail, "The deleted invoice."), default: refusals },
});

const report = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reconciliation/invoices/{id}/report",
  summary: "An invoice against metered cost by model and day, with prices that would explain it",
  tags: ["reconciliation"],
  request: { params: idParam, query: reportQuery },
  responses: {
    200: answers(reconciliationReport, "Parts sum to the whole, to the nano."),
    default: refusals,
  },
});

export function mountReconciliation(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listInvoices(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(write, async (c) =>
    c.json(await writeInvoice(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getInvoice(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(remove, async (c) =>
    c.json(await deleteInvoice(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(report, async (c) =>
    c.json(
      await reportInvoice(openCall(c, deps), { ...c.req.valid("param"), ...c.req.valid("query") }),
      200,
    ),
  );
}
