import { createRoute } from "@hono/zod-openapi";
import {
  keepReportInput,
  keptReport,
  keptReportsAnswer,
  reportAgain,
} from "../contract/reports.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { askAgain } from "./ask-again.ts";
import { getReport } from "./get-report.ts";
import { keepReport } from "./keep-report.ts";
import { listReports } from "./list-reports.ts";

const keep = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/reports",
  summary: "Run a report and keep what it answers",
  description: "What is kept is never changed. Closing a month keeps its report by feature.",
  tags: ["reports"],
  request: { body: jsonBody(keepReportInput) },
  responses: { 201: answers(keptReport, "The kept report."), default: refusals },
});

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reports",
  summary: "List kept reports, the latest first",
  tags: ["reports"],
  request: { query: pageQuery },
  responses: {
    200: answers(keptReportsAnswer, "Reports without their answers."),
    default: refusals,
  },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reports/{id}",
  summary: "A kept report with exactly what it answered",
  tags: ["reports"],
  request: { params: idParam },
  responses: { 200: answers(keptReport, "The report."), default: refusals },
});

const again = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/reports/{id}/again",
  summary: "Ask a kept report's question again and list what is different",
  tags: ["reports"],
  request: { params: idParam },
  responses: {
    200: answers(reportAgain, "The answer now, and the differences."),
    default: refusals,
  },
});

export function mountReports(app: ApiApp, deps: ApiDeps): void {
  app.openapi(keep, async (c) =>
    c.json(await keepReport(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(list, async (c) =>
    c.json(await listReports(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getReport(openCall(c, deps), c.req.valid("param").id), 200),
  );
  app.openapi(again, async (c) =>
    c.json(await askAgain(openCall(c, deps), c.req.valid("param").id), 200),
  );
}
