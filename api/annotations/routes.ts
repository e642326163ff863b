import { createRoute } from "@hono/zod-openapi";
import { annotationsAnswer, annotationsQuery } from "../contract/notes.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { listAnnotations } from "./list-annotations.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/annotations",
  summary: "What happened in a period: changes of prices, quotas, gates and months, and notes",
  tags: ["notes"],
  request: { query: annotationsQuery },
  responses: { 200: answers(annotationsAnswer, "The latest first."), default: refusals },
});

export function mountAnnotations(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listAnnotations(openCall(c, deps), c.req.valid("query")), 200),
  );
}
