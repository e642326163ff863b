import { createRoute } from "@hono/zod-openapi";
import { subscriptionsAnswer, subscriptionsQuery } from "../contract/subscriptions.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { listSubscriptions } from "./list-subscriptions.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/subscriptions",
  summary: "List subscriptions",
  tags: ["revenue"],
  request: { query: subscriptionsQuery },
  responses: {
    200: answers(subscriptionsAnswer, "Who subscribes to what, as of now."),
    default: refusals,
  },
});

export function mountSubscriptions(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listSubscriptions(openCall(c, deps), c.req.valid("query")), 200),
  );
}
