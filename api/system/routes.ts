import { createRoute } from "@hono/zod-openapi";
import { systemAnswer } from "../contract/system.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { showSystem } from "./show-system.ts";

const show = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/system",
  summary: "The state of the machinery",
  tags: ["system"],
  responses: { 200: answers(systemAnswer, "Version, lag and counters."), default: refusals },
});

export function mountSystem(app: ApiApp, deps: ApiDeps): void {
  app.openapi(show, async (c) => c.json(await showSystem(openCall(c, deps)), 200));
}
