import { createRoute } from "@hono/zod-openapi";
import { rerateDryRun as dryRunAnswer, rerateInput } from "../contract/rerates.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { rerateDryRun } from "./rerate-dry-run.ts";

const rerate = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/prices/rerate",
  summary: "Price settled generations again by the price book as it is",
  tags: ["prices"],
  request: { body: jsonBody(rerateInput) },
  responses: { 200: answers(dryRunAnswer, "What would change."), default: refusals },
});

export function mountRerates(app: ApiApp, deps: ApiDeps): void {
  app.openapi(rerate, async (c) =>
    c.json(await rerateDryRun(openCall(c, deps), c.req.valid("json")), 200),
  );
}
