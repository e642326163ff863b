import { createRoute } from "@hono/zod-openapi";
import { requestFacetsQuery, requestsQuery } from "../contract/analytics-query.ts";
import { requestFacets, requestRow, requestsAnswer } from "../contract/requests.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, refusals } from "../http/route.ts";
import { getRequest } from "./get-request.ts";
import { listRequestFacets } from "./list-request-facets.ts";
import { listRequests } from "./list-requests.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/requests",
  summary: "List requests through the proxy",
  tags: ["requests"],
  request: { query: requestsQuery },
  responses: { 200: answers(requestsAnswer, "Requests, newest first."), default: refusals },
});

const facets = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/requests/facets",
  summary: "Count requests by one of their parts",
  tags: ["requests"],
  request: { query: requestFacetsQuery },
  responses: { 200: answers(requestFacets, "Values, the most frequent first."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/requests/{id}",
  summary: "Show a request",
  tags: ["requests"],
  request: { params: idParam },
  responses: { 200: answers(requestRow, "The request."), default: refusals },
});

export function mountRequests(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listRequests(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(facets, async (c) =>
    c.json(await listRequestFacets(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getRequest(openCall(c, deps), c.req.valid("param")), 200),
  );
}
