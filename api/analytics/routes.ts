import { createRoute } from "@hono/zod-openapi";
import {
  breakdownQuery,
  changesQuery,
  clipCostsQuery,
  concentrationQuery,
  downloadsQuery,
  rhythmQuery,
  summaryQuery,
  timeseriesQuery,
} from "../contract/analytics-query.ts";
import {
  breakdownAnswer,
  downloadsAnswer,
  rhythmAnswer,
  summaryAnswer,
  timeseriesAnswer,
} from "../contract/analytics.ts";
import { changesAnswer } from "../contract/changes.ts";
import { clipCostsAnswer, concentrationAnswer } from "../contract/clip-costs.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { breakdown } from "./breakdown.ts";
import { changes } from "./changes.ts";
import { clipCosts } from "./clip-costs.ts";
import { concentration } from "./concentration.ts";
import { downloads } from "./downloads.ts";
import { rhythm } from "./rhythm.ts";
import { summary } from "./summary.ts";
import { timeseries } from "./timeseries.ts";

const FILTERS = "Filter by any dimension, repeatable; by a tag with tag:<name>=<value>.";

const summaryRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/summary",
  summary: "Spend, revenue and margin of a period",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: summaryQuery },
  responses: { 200: answers(summaryAnswer, "The figures."), default: refusals },
});

const timeseriesRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/timeseries",
  summary: "Figures over time",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: timeseriesQuery },
  responses: { 200: answers(timeseriesAnswer, "Buckets and series."), default: refusals },
});

const breakdownRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/breakdown",
  summary: "Figures by one or two dimensions",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: breakdownQuery },
  responses: { 200: answers(breakdownAnswer, "One row for each value."), default: refusals },
});

const rhythmRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/rhythm",
  summary: "Figures by weekday and hour of the day",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: rhythmQuery },
  responses: { 200: answers(rhythmAnswer, "One cell for each hour of a week."), default: refusals },
});

const downloadsRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/downloads",
  summary: "Clips of which nobody can say whether they were downloaded",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: downloadsQuery },
  responses: { 200: answers(downloadsAnswer, "How many."), default: refusals },
});

const changesRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/changes",
  summary: "What changed, by driver and by the values that moved most",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: changesQuery },
  responses: { 200: answers(changesAnswer, "Drivers and movers."), default: refusals },
});

const clipCostsRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/clip-costs",
  summary: "What single clips cost: a histogram and exact quantiles",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: clipCostsQuery },
  responses: { 200: answers(clipCostsAnswer, "Bins and quantiles."), default: refusals },
});

const concentrationRoute = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/analytics/concentration",
  summary: "How much of the spend falls on how few users",
  description: FILTERS,
  tags: ["analytics"],
  request: { query: concentrationQuery },
  responses: { 200: answers(concentrationAnswer, "The curve."), default: refusals },
});

export function mountAnalytics(app: ApiApp, deps: ApiDeps): void {
  app.openapi(changesRoute, async (c) =>
    c.json(await changes(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(clipCostsRoute, async (c) =>
    c.json(await clipCosts(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(concentrationRoute, async (c) =>
    c.json(await concentration(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(summaryRoute, async (c) =>
    c.json(await summary(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(timeseriesRoute, async (c) =>
    c.json(await timeseries(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(breakdownRoute, async (c) =>
    c.json(await breakdown(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(rhythmRoute, async (c) =>
    c.json(await rhythm(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(downloadsRoute, async (c) =>
    c.json(await downloads(openCall(c, deps), c.req.valid("query")), 200),
  );
}
