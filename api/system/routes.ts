import { createRoute } from "@hono/zod-openapi";
import { biAnswer } from "../contract/bi.ts";
import { systemAnswer } from "../contract/system.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { showBi } from "./show-bi.ts";
import { showSystem } from "./show-system.ts";

const show = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/system",
  summary: "The state of the machinery",
  tags: ["system"],
  responses: { 200: answers(systemAnswer, "Version, lag and counters."), default: refusals },
});

const bi = createRoute({
  ...access("admin"),
  method: "get",
  path: "/api/v1/system/bi",
  summary: "How the workspace's own reports read its rows",
  description:
    "Address, user and password of a ClickHouse user that only reads the documented views. Audited.",
  tags: ["system"],
  responses: { 200: answers(biAnswer, "The connection and the views."), default: refusals },
});

export function mountSystem(app: ApiApp, deps: ApiDeps): void {
  app.openapi(show, async (c) => c.json(await showSystem(openCall(c, deps)), 200));
  app.openapi(bi, async (c) => c.json(await showBi(openCall(c, deps)), 200));
}
