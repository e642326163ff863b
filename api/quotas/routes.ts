import { createRoute } from "@hono/zod-openapi";
import {
  quotaInput,
  quotaRow,
  quotasAnswer,
  quotasBulkAnswer,
  quotasBulkInput,
  usageAnswer,
  usageQuery,
} from "../contract/quotas.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp, ApiContext } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { ifMatchHeaders } from "../http/refuse-if-changed.ts";
import { access, accessWithProxyKey, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { bulkQuotas } from "./bulk-quotas.ts";
import { changeQuota } from "./change-quota.ts";
import { createQuota } from "./create-quota.ts";
import { deleteQuota } from "./delete-quota.ts";
import { getQuota } from "./get-quota.ts";
import { listQuotas } from "./list-quotas.ts";
import { quotaUsage, type UsageAsker } from "./quota-usage.ts";

const usage = createRoute({
  ...accessWithProxyKey("viewer"),
  method: "get",
  path: "/api/v1/quotas/usage",
  summary: "What is left for a user, and whether one more clip would be admitted",
  description:
    "Tags are given as tag:<name>=<value>. Rules that count each key apart need key. A key for the proxy (rm_live_…) that pins a user may ask for that user.",
  tags: ["quotas"],
  request: { query: usageQuery },
  responses: { 200: answers(usageAnswer, "Every rule that applies."), default: refusals },
});

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/quotas",
  summary: "List quota rules",
  tags: ["quotas"],
  request: { query: pageQuery },
  responses: { 200: answers(quotasAnswer, "Rules, newest first."), default: refusals },
});

const create = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/quotas",
  summary: "Make a quota rule",
  tags: ["quotas"],
  request: { body: jsonBody(quotaInput) },
  responses: { 201: answers(quotaRow, "The rule."), default: refusals },
});

const bulk = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/quotas/bulk",
  summary: "Make, change and delete quota rules, all or none",
  tags: ["quotas"],
  request: { body: jsonBody(quotasBulkInput) },
  responses: { 200: answers(quotasBulkAnswer, "What became of them."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/quotas/{id}",
  summary: "Show a quota rule",
  tags: ["quotas"],
  request: { params: idParam },
  responses: { 200: answers(quotaRow, "The rule."), default: refusals },
});

const change = createRoute({
  ...access("admin"),
  method: "put",
  path: "/api/v1/quotas/{id}",
  summary: "Replace a quota rule; what was used stays",
  tags: ["quotas"],
  request: { params: idParam, headers: ifMatchHeaders, body: jsonBody(quotaInput) },
  responses: { 200: answers(quotaRow, "The rule as it is now."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/quotas/{id}",
  summary: "Delete a quota rule",
  tags: ["quotas"],
  request: { params: idParam },
  responses: { 200: answers(quotaRow, "The deleted rule."), default: refusals },
});

export function mountQuotas(app: ApiApp, deps: ApiDeps): void {
  // Before {id}, which would match its path too.
  app.openapi(usage, async (c) =>
    c.json(await quotaUsage(openUsage(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(list, async (c) =>
    c.json(await listQuotas(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createQuota(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(bulk, async (c) =>
    c.json(await bulkQuotas(openCall(c, deps), c.req.valid("json")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getQuota(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(change, async (c) => {
    const { id } = c.req.valid("param");
    const ifMatch = c.req.valid("header")["if-match"];
    const input = { id, body: c.req.valid("json"), ifMatch };
    return c.json(await changeQuota(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteQuota(openCall(c, deps), c.req.valid("param")), 200),
  );
}

/** The one call that a key of the proxy may make, which has no management caller. */
function openUsage(c: ApiContext, deps: ApiDeps): UsageAsker {
  const proxyKey = c.get("proxyKey");
  const workspaceId = proxyKey?.workspaceId ?? openCall(c, deps).workspaceId;
  return { deps, workspaceId, proxyKey, nowMs: deps.clock() };
}
