import { createRoute } from "@hono/zod-openapi";
import {
  revenueAnswer,
  revenueInput,
  revenueQuery,
  revenueRow,
  revenueVersionsAnswer,
  revenueWritten,
} from "../contract/revenue.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idempotencyHeaders, idParam, jsonBody, refusals } from "../http/route.ts";
import { deleteRevenue } from "./delete-revenue.ts";
import { listRevenue } from "./list-revenue.ts";
import { listVersions } from "./list-versions.ts";
import { writeRevenue } from "./write-revenue.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/revenue",
  summary: "List revenue entries",
  tags: ["revenue"],
  request: { query: revenueQuery },
  responses: { 200: answers(revenueAnswer, "Entries, latest first."), default: refusals },
});

const write = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/revenue",
  summary: "Store one revenue entry or many, all or none",
  tags: ["revenue"],
  request: {
    headers: idempotencyHeaders,
    body: jsonBody(revenueInput),
  },
  responses: { 200: answers(revenueWritten, "What became of each entry."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/revenue/{id}",
  summary: "Take a revenue entry out of all figures",
  tags: ["revenue"],
  request: { params: idParam },
  responses: { 200: answers(revenueRow, "The deleted entry."), default: refusals },
});

const versions = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/revenue/{id}/versions",
  summary: "Every version of a revenue entry",
  description: "To restore a deleted or changed entry, write what the version says again.",
  tags: ["revenue"],
  request: { params: idParam },
  responses: { 200: answers(revenueVersionsAnswer, "The first one first."), default: refusals },
});

export function mountRevenue(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listRevenue(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(write, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"] ?? null;
    const input = { body: c.req.valid("json"), idempotencyKey };
    return c.json(await writeRevenue(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteRevenue(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(versions, async (c) =>
    c.json(await listVersions(openCall(c, deps), c.req.valid("param").id), 200),
  );
}
