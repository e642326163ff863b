import { createRoute } from "@hono/zod-openapi";
import { keyCreated, keyInput, keyRow, keysAnswer } from "../contract/keys.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { createKey } from "./create-key.ts";
import { listKeys } from "./list-keys.ts";
import { revokeKey } from "./revoke-key.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/keys",
  summary: "List keys",
  tags: ["keys"],
  request: { query: pageQuery },
  responses: { 200: answers(keysAnswer, "Keys, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/keys",
  summary: "Create a key; it is shown this once",
  tags: ["keys"],
  request: { body: jsonBody(keyInput) },
  responses: { 201: answers(keyCreated, "The key."), default: refusals },
});

const revoke = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/keys/{id}",
  summary: "Revoke a key",
  tags: ["keys"],
  request: { params: idParam },
  responses: { 200: answers(keyRow, "The revoked key."), default: refusals },
});

export function mountKeys(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listKeys(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createKey(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(revoke, async (c) =>
    c.json(await revokeKey(openCall(c, deps), c.req.valid("param")), 200),
  );
}
