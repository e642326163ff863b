import { createRoute } from "@hono/zod-openapi";
import { cubeAnswer, cubeQuery } from "../contract/what-if.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { showCube } from "./show-cube.ts";

const cube = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/what-if/cube",
  summary: "What was recorded, ready for a what-if",
  description: "Filter by any dimension, repeatable; by a tag with tag:<name>=<value>.",
  tags: ["what-if"],
  request: { query: cubeQuery },
  responses: { 200: answers(cubeAnswer, "Cells, habits, revenue and rates."), default: refusals },
});

export function mountWhatIf(app: ApiApp, deps: ApiDeps): void {
  app.openapi(cube, async (c) =>
    c.json(await showCube(openCall(c, deps), c.req.valid("query")), 200),
  );
}
