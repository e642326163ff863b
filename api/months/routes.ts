import { createRoute } from "@hono/zod-openapi";
import {
  closeMonthInput,
  monthParam,
  monthRow,
  monthsAnswer,
  monthsQuery,
  reopenMonthInput,
} from "../contract/months.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { closeMonth } from "./close-month.ts";
import { listMonths } from "./list-months.ts";
import { reopenMonth } from "./reopen-month.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/months",
  summary: "List months with their figures, closed or open, the latest first",
  tags: ["months"],
  request: { query: monthsQuery },
  responses: { 200: answers(monthsAnswer, "Months."), default: refusals },
});

const close = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/months/{month}/close",
  summary: "Close a month: its figures no longer move",
  description:
    "Months are closed in their order, after their end, and while nothing of them is on its way. What comes in later is a correction, kept apart in the first month that is open then.",
  tags: ["months"],
  request: { params: monthParam, body: jsonBody(closeMonthInput) },
  responses: { 200: answers(monthRow, "The closed month."), default: refusals },
});

const reopen = createRoute({
  ...access("owner"),
  method: "post",
  path: "/api/v1/months/{month}/reopen",
  summary: "Open the month again that was closed last",
  tags: ["months"],
  request: { params: monthParam, body: jsonBody(reopenMonthInput) },
  responses: { 200: answers(monthRow, "The month, open."), default: refusals },
});

export function mountMonths(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listMonths(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(close, async (c) => {
    const { month } = c.req.valid("param");
    return c.json(await closeMonth(openCall(c, deps), month, c.req.valid("json")), 200);
  });
  app.openapi(reopen, async (c) => {
    const { month } = c.req.valid("param");
    return c.json(await reopenMonth(openCall(c, deps), month, c.req.valid("json")), 200);
  });
}
