import { createRoute } from "@hono/zod-openapi";
import { grantInput, grantRow, grantsAnswer, grantsQuery } from "../contract/quotas.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idempotencyHeaders, idParam, jsonBody, refusals } from "../http/route.ts";
import { createGrant } from "./create-grant.ts";
import { listGrants } from "./list-grants.ts";
import { revokeGrant } from "./revoke-grant.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/grants",
  summary: "List grants",
  tags: ["grants"],
  request: { query: grantsQuery },
  responses: { 200: answers(grantsAnswer, "Grants, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/grants",
  summary: "Give a user more, and book what was paid for it",
  tags: ["grants"],
  request: { headers: idempotencyHeaders, body: jsonBody(grantInput) },
  responses: { 201: answers(grantRow, "The grant."), default: refusals },
});

const revoke = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/grants/{id}",
  summary: "Revoke a grant; what was used stays",
  tags: ["grants"],
  request: { params: idParam },
  responses: { 200: answers(grantRow, "The revoked grant."), default: refusals },
});

export function mountGrants(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listGrants(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) => {
    const idempotencyKey = c.req.valid("header")["idempotency-key"] ?? null;
    const input = { body: c.req.valid("json"), idempotencyKey };
    return c.json(await createGrant(openCall(c, deps), input), 201);
  });
  app.openapi(revoke, async (c) =>
    c.json(await revokeGrant(openCall(c, deps), c.req.valid("param")), 200),
  );
}
