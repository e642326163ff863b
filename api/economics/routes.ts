import { createRoute } from "@hono/zod-openapi";
import {
  breakEvenAnswer,
  breakEvenQuery,
  scaleAnswer,
  scaleQuery,
} from "../contract/break-even.ts";
import { economicsAnswer, economicsQuery } from "../contract/economics.ts";
import { losingUsersAnswer, losingUsersQuery } from "../contract/losing-users.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { breakEvenOf } from "./break-even.ts";
import { economics } from "./economics.ts";
import { losingUsers } from "./losing-users.ts";
import { scale } from "./scale.ts";

const FILTERS =
  "Filter by any dimension, repeatable; a filter that revenue entries don't carry leaves revenue unknown. With book=<name> generations cost what that cost book says.";

const economicsRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/economics",
  summary: "What a clip and a user cost and earn",
  description: `Revenue is recognised and converted as in the margin report. ${FILTERS}`,
  tags: ["analytics"],
  request: { query: economicsQuery },
  responses: { 200: answers(economicsAnswer, "One row for each group."), default: refusals },
});

const scaleRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/economics/scale",
  summary: "What an audience would cost in a day",
  description: `users × share × clips_per_week ÷ 7 × cost per clip. ${FILTERS}`,
  tags: ["analytics"],
  request: { query: scaleQuery },
  responses: { 200: answers(scaleAnswer, "Clips and spend of a day."), default: refusals },
});

const breakEvenRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/breakeven",
  summary: "How many clips a subscriber's month pays",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: breakEvenQuery },
  responses: { 200: answers(breakEvenAnswer, "One row for each group."), default: refusals },
});

const losingUsersRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/losing-users",
  summary: "Users who cost more than they pay",
  tags: ["analytics"],
  request: { query: losingUsersQuery },
  responses: { 200: answers(losingUsersAnswer, "The largest loss first."), default: refusals },
});

export function mountEconomics(app: ApiApp, deps: ApiDeps): void {
  app.openapi(economicsRoute, async (c) =>
    c.json(await economics(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(scaleRoute, async (c) =>
    c.json(await scale(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(breakEvenRoute, async (c) =>
    c.json(await breakEvenOf(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(losingUsersRoute, async (c) =>
    c.json(await losingUsers(openCall(c, deps), c.req.valid("query")), 200),
  );
}
