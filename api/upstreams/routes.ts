import { createRoute } from "@hono/zod-openapi";
import { checkWireAnswer, checkWireInput } from "../contract/check-wire.ts";
import { pageQuery } from "../contract/scalars.ts";
import {
  upstreamInput,
  upstreamPatch,
  upstreamRow,
  upstreamsAnswer,
} from "../contract/upstreams.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { checkWire } from "./check-wire.ts";
import { createUpstream } from "./create-upstream.ts";
import { getUpstream } from "./get-upstream.ts";
import { listUpstreams } from "./list-upstreams.ts";
import { updateUpstream } from "./update-upstream.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/upstreams",
  summary: "List upstreams",
  tags: ["upstreams"],
  request: { query: pageQuery },
  responses: { 200: answers(upstreamsAnswer, "Upstreams, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/upstreams",
  summary: "Add an upstream",
  tags: ["upstreams"],
  request: { body: jsonBody(upstreamInput) },
  responses: { 201: answers(upstreamRow, "The upstream."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/upstreams/{id}",
  summary: "Show an upstream",
  tags: ["upstreams"],
  request: { params: idParam },
  responses: { 200: answers(upstreamRow, "The upstream."), default: refusals },
});

const update = createRoute({
  ...access("admin"),
  method: "patch",
  path: "/api/v1/upstreams/{id}",
  summary: "Change or disable an upstream",
  tags: ["upstreams"],
  request: { params: idParam, body: jsonBody(upstreamPatch) },
  responses: { 200: answers(upstreamRow, "The upstream as it is now."), default: refusals },
});

const check = createRoute({
  ...access("viewer"),
  method: "post",
  path: "/api/v1/upstreams/check-wire",
  summary: "What would be booked over a described wire",
  tags: ["upstreams"],
  request: { body: jsonBody(checkWireInput) },
  responses: {
    200: answers(
      checkWireAnswer,
      "Each answer's meaning, and the job at its end. Nothing is stored.",
    ),
    default: refusals,
  },
});

export function mountUpstreams(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listUpstreams(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createUpstream(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(check, async (c) =>
    c.json(await checkWire(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getUpstream(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(update, async (c) => {
    const input = { id: c.req.valid("param").id, patch: c.req.valid("json") };
    return c.json(await updateUpstream(openCall(c, deps), input), 200);
  });
}
