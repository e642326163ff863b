import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../contract/scalars.ts";
import { viewChange, viewInput, viewRow, viewsAnswer } from "../contract/views.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { changeView } from "./change-view.ts";
import { createView } from "./create-view.ts";
import { deleteView } from "./delete-view.ts";
import { listViews } from "./list-views.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/views",
  summary: "List saved views: your own and the workspace's",
  tags: ["views"],
  request: { query: pageQuery },
  responses: { 200: answers(viewsAnswer, "Views, the latest first."), default: refusals },
});

const create = createRoute({
  ...access("viewer"),
  method: "post",
  path: "/api/v1/views",
  summary: "Save a view; sharing it with the workspace needs the role admin",
  tags: ["views"],
  request: { body: jsonBody(viewInput) },
  responses: { 201: answers(viewRow, "The view."), default: refusals },
});

const change = createRoute({
  ...access("viewer"),
  method: "patch",
  path: "/api/v1/views/{id}",
  summary: "Change a view of your own; an admin may change a shared one",
  tags: ["views"],
  request: { params: idParam, body: jsonBody(viewChange) },
  responses: { 200: answers(viewRow, "The view as it is now."), default: refusals },
});

const remove = createRoute({
  ...access("viewer"),
  method: "delete",
  path: "/api/v1/views/{id}",
  summary: "Delete a view of your own; an admin may delete a shared one",
  tags: ["views"],
  request: { params: idParam },
  responses: { 200: answers(viewRow, "The deleted view."), default: refusals },
});

export function mountViews(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listViews(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createView(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(change, async (c) => {
    const input = { id: c.req.valid("param").id, body: c.req.valid("json") };
    return c.json(await changeView(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteView(openCall(c, deps), c.req.valid("param")), 200),
  );
}
