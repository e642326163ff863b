import { createRoute } from "@hono/zod-openapi";
import { fleetAnswer, fleetQuery, fleetSeriesAnswer, fleetSeriesQuery } from "../contract/fleet.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { fleetSeries } from "./fleet-series.ts";
import { fleet } from "./fleet.ts";

const show = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/fleet",
  summary: "What dedicated GPUs cost, used, failed and idle, and by whom",
  description:
    "GPU time counts in the hour in which its clip was admitted. Its money is GPU time at the fleet's rate, which is not what the clips are priced at.",
  tags: ["fleet"],
  request: { query: fleetQuery },
  responses: { 200: answers(fleetAnswer, "The fleets of a period."), default: refusals },
});

const series = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/fleet/timeseries",
  summary: "The use of dedicated GPUs over time",
  tags: ["fleet"],
  request: { query: fleetSeriesQuery },
  responses: { 200: answers(fleetSeriesAnswer, "Hours or days."), default: refusals },
});

export function mountFleet(app: ApiApp, deps: ApiDeps): void {
  app.openapi(show, async (c) => c.json(await fleet(openCall(c, deps), c.req.valid("query")), 200));
  app.openapi(series, async (c) =>
    c.json(await fleetSeries(openCall(c, deps), c.req.valid("query")), 200),
  );
}
