import { createRoute, z } from "@hono/zod-openapi";
import { attributionValue } from "../contract/attribution.ts";
import {
  quotaHitsAnswer,
  userBlockAnswer,
  userBlockInput,
  usersAnswer,
  usersQuery,
} from "../contract/users.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { blockUser } from "./block-user.ts";
import { listUserHits } from "./list-user-hits.ts";
import { listUsers } from "./list-users.ts";
import { unblockUser } from "./unblock-user.ts";

/** A user's id as creates name it, percent-encoded in the path. */
const userParam = z.object({
  user: attributionValue.openapi({ param: { name: "user", in: "path" } }),
});

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/users",
  summary: "Find users, who spent most first",
  tags: ["users"],
  request: { query: usersQuery },
  responses: { 200: answers(usersAnswer, "Users of the period."), default: refusals },
});

const hits = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/users/{user}/quota-hits",
  summary: "What rules refused a user, or would have",
  tags: ["users"],
  request: { params: userParam, query: pageQuery },
  responses: { 200: answers(quotaHitsAnswer, "Hits, newest first."), default: refusals },
});

const block = createRoute({
  ...access("admin"),
  method: "put",
  path: "/api/v1/users/{user}/block",
  summary: "Block a user: no more creates",
  tags: ["users"],
  request: { params: userParam, body: jsonBody(userBlockInput) },
  responses: { 200: answers(userBlockAnswer, "The block."), default: refusals },
});

const unblock = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/users/{user}/block",
  summary: "Let a user create again",
  tags: ["users"],
  request: { params: userParam },
  responses: { 200: answers(userBlockAnswer, "No block."), default: refusals },
});

export function mountUsers(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listUsers(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(hits, async (c) => {
    const input = { user: c.req.valid("param").user, page: c.req.valid("query") };
    return c.json(await listUserHits(openCall(c, deps), input), 200);
  });
  app.openapi(block, async (c) => {
    const input = { user: c.req.valid("param").user, body: c.req.valid("json") };
    return c.json(await blockUser(openCall(c, deps), input), 200);
  });
  app.openapi(unblock, async (c) =>
    c.json(await unblockUser(openCall(c, deps), c.req.valid("param")), 200),
  );
}
