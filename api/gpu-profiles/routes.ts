import { createRoute } from "@hono/zod-openapi";
import { gpuProfileInput, gpuProfileRow, gpuProfilesAnswer } from "../contract/gpu-profiles.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { createGpuProfile } from "./create-gpu-profile.ts";
import { endGpuProfile } from "./end-gpu-profile.ts";
import { listGpuProfiles } from "./list-gpu-profiles.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/gpu-profiles",
  summary: "List what is stated of the GPUs behind models",
  tags: ["fleet"],
  request: { query: pageQuery },
  responses: { 200: answers(gpuProfilesAnswer, "Profiles, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/gpu-profiles",
  summary: "State something of the GPUs behind a model",
  tags: ["fleet"],
  request: { body: jsonBody(gpuProfileInput) },
  responses: { 201: answers(gpuProfileRow, "The profile."), default: refusals },
});

const end = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/gpu-profiles/{id}",
  summary: "End a profile; what was admitted while it counted keeps it",
  tags: ["fleet"],
  request: { params: idParam },
  responses: { 200: answers(gpuProfileRow, "The ended profile."), default: refusals },
});

export function mountGpuProfiles(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listGpuProfiles(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createGpuProfile(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(end, async (c) =>
    c.json(await endGpuProfile(openCall(c, deps), c.req.valid("param")), 200),
  );
}
