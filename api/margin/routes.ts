import { createRoute } from "@hono/zod-openapi";
import { marginAnswer, marginQuery } from "../contract/margin.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { margin } from "./margin.ts";

const report = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/margin",
  summary: "Recognised revenue against spend, in one currency",
  description:
    "With rule=weights the weights are weight:<group>=<number>. What no exchange rate converts is in left_out, and in no figure. Closed months are as they were closed; what became known of them since is in corrections, and in no other figure.",
  tags: ["analytics"],
  request: { query: marginQuery },
  responses: { 200: answers(marginAnswer, "One row for each group."), default: refusals },
});

export function mountMargin(app: ApiApp, deps: ApiDeps): void {
  app.openapi(report, async (c) =>
    c.json(await margin(openCall(c, deps), c.req.valid("query")), 200),
  );
}
