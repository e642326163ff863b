import { createRoute } from "@hono/zod-openapi";
import { gateInput, gateRow, gatesAnswer } from "../contract/quotas.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { ifMatchHeaders } from "../http/refuse-if-changed.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { changeGate } from "./change-gate.ts";
import { createGate } from "./create-gate.ts";
import { deleteGate } from "./delete-gate.ts";
import { listGates } from "./list-gates.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/gates",
  summary: "List gates, with what today has taken of their budgets",
  tags: ["gates"],
  request: { query: pageQuery },
  responses: { 200: answers(gatesAnswer, "Gates, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/gates",
  summary: "Make a gate",
  tags: ["gates"],
  request: { body: jsonBody(gateInput) },
  responses: { 201: answers(gateRow, "The gate."), default: refusals },
});

const change = createRoute({
  ...access("admin"),
  method: "put",
  path: "/api/v1/gates/{id}",
  summary: "Replace a gate",
  tags: ["gates"],
  request: { params: idParam, headers: ifMatchHeaders, body: jsonBody(gateInput) },
  responses: { 200: answers(gateRow, "The gate as it is now."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/gates/{id}",
  summary: "Delete a gate; a feature without any is open to all",
  tags: ["gates"],
  request: { params: idParam },
  responses: { 200: answers(gateRow, "The deleted gate."), default: refusals },
});

export function mountGates(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listGates(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createGate(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(change, async (c) => {
    const { id } = c.req.valid("param");
    const ifMatch = c.req.valid("header")["if-match"];
    const input = { id, body: c.req.valid("json"), ifMatch };
    return c.json(await changeGate(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteGate(openCall(c, deps), c.req.valid("param")), 200),
  );
}
