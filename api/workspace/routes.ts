import { createRoute } from "@hono/zod-openapi";
import { workspaceInput, workspacePatch, workspaceSettings } from "../contract/workspace.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, jsonBody, refusals } from "../http/route.ts";
import { createWorkspace } from "./create-workspace.ts";
import { showWorkspace } from "./show-workspace.ts";
import { updateWorkspace } from "./update-workspace.ts";

const show = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/workspace",
  summary: "The workspace's settings",
  tags: ["workspace"],
  responses: { 200: answers(workspaceSettings, "What it decided."), default: refusals },
});

const update = createRoute({
  ...access("admin"),
  method: "patch",
  path: "/api/v1/workspace",
  summary: "Change name, time zone, week, retention, or whether prompts are kept",
  tags: ["workspace"],
  request: { body: jsonBody(workspacePatch) },
  responses: { 200: answers(workspaceSettings, "The changed settings."), default: refusals },
});

const create = createRoute({
  ...access("owner"),
  method: "post",
  path: "/api/v1/workspaces",
  summary: "Make another workspace, owned by whoever is signed in",
  tags: ["workspace"],
  request: { body: jsonBody(workspaceInput) },
  responses: { 201: answers(workspaceSettings, "The new workspace."), default: refusals },
});

export function mountWorkspace(app: ApiApp, deps: ApiDeps): void {
  app.openapi(show, async (c) => c.json(await showWorkspace(openCall(c, deps)), 200));
  app.openapi(update, async (c) =>
    c.json(await updateWorkspace(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createWorkspace(openCall(c, deps), c.req.valid("json")), 201),
  );
}
