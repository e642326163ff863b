import { createRoute } from "@hono/zod-openapi";
import { callbackRow, callbacksAnswer, callbacksQuery } from "../contract/callbacks.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, refusals } from "../http/route.ts";
import { listCallbacks } from "./list-callbacks.ts";
import { retryCallback } from "./retry-callback.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/callbacks",
  summary: "List providers' calls on their way to clients",
  tags: ["callbacks"],
  request: { query: callbacksQuery },
  responses: { 200: answers(callbacksAnswer, "Callbacks, newest first."), default: refusals },
});

const retry = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/callbacks/{id}/retry",
  summary: "Begin a callback's tries anew, at once",
  tags: ["callbacks"],
  request: { params: idParam },
  responses: { 200: answers(callbackRow, "The callback."), default: refusals },
});

export function mountCallbacks(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listCallbacks(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(retry, async (c) =>
    c.json(await retryCallback(openCall(c, deps), c.req.valid("param")), 200),
  );
}
