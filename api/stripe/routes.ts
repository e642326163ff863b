import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../contract/scalars.ts";
import {
  stripeBackfillAnswer,
  stripeBackfillInput,
  stripeConnectionInput,
  stripeConnectionPatch,
  stripeConnectionRow,
  stripeConnectionsAnswer,
  stripeEventsAnswer,
  stripeEventsQuery,
} from "../contract/stripe.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { backfill } from "./backfill.ts";
import { createConnection } from "./create-connection.ts";
import { deleteConnection } from "./delete-connection.ts";
import { listConnections } from "./list-connections.ts";
import { listEvents } from "./list-events.ts";
import { updateConnection } from "./update-connection.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/stripe/connections",
  summary: "List Stripe connections",
  tags: ["revenue"],
  request: { query: pageQuery },
  responses: { 200: answers(stripeConnectionsAnswer, "Newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/stripe/connections",
  summary: "Connect a Stripe account",
  tags: ["revenue"],
  request: { body: jsonBody(stripeConnectionInput) },
  responses: {
    201: answers(stripeConnectionRow, "The connection; enter its `webhook_url` at Stripe."),
    default: refusals,
  },
});

const update = createRoute({
  ...access("admin"),
  method: "patch",
  path: "/api/v1/stripe/connections/{id}",
  summary: "Change a Stripe connection or its secret",
  tags: ["revenue"],
  request: { params: idParam, body: jsonBody(stripeConnectionPatch) },
  responses: { 200: answers(stripeConnectionRow, "As it is now."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/stripe/connections/{id}",
  summary: "Take no more events of a Stripe account; what it brought stays booked",
  tags: ["revenue"],
  request: { params: idParam },
  responses: { 200: answers(stripeConnectionRow, "The deleted connection."), default: refusals },
});

const fill = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/stripe/connections/{id}/backfill",
  summary: "Book what an exported file says, all or nothing",
  tags: ["revenue"],
  request: { params: idParam, body: jsonBody(stripeBackfillInput) },
  responses: { 200: answers(stripeBackfillAnswer, "What it came to."), default: refusals },
});

const events = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/stripe/events",
  summary: "List what came from Stripe, and what became of it",
  tags: ["revenue"],
  request: { query: stripeEventsQuery },
  responses: {
    200: answers(stripeEventsAnswer, "The last to arrive first; kept 90 days."),
    default: refusals,
  },
});

export function mountStripe(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listConnections(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createConnection(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(update, async (c) => {
    const input = { id: c.req.valid("param").id, patch: c.req.valid("json") };
    return c.json(await updateConnection(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteConnection(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(fill, async (c) => {
    const input = { id: c.req.valid("param").id, ...c.req.valid("json") };
    return c.json(await backfill(openCall(c, deps), input), 200);
  });
  app.openapi(events, async (c) =>
    c.json(await listEvents(openCall(c, deps), c.req.valid("query")), 200),
  );
}
