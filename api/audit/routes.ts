import { createRoute } from "@hono/zod-openapi";
import {
  auditAnswer,
  auditFacets,
  auditLogAnswer,
  auditLogQuery,
  auditQuery,
} from "../contract/audit.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { audit } from "./audit.ts";
import { listAuditFacets } from "./list-audit-facets.ts";
import { listAuditLog } from "./list-audit-log.ts";

const invariants = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/audit",
  summary: "Whether the books balance, with the figures",
  tags: ["audit"],
  request: { query: auditQuery },
  responses: { 200: answers(auditAnswer, "One check for each invariant."), default: refusals },
});

const log = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/audit-log",
  summary: "Who changed what",
  tags: ["audit"],
  request: { query: auditLogQuery },
  responses: { 200: answers(auditLogAnswer, "Changes, newest first."), default: refusals },
});

const facets = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/audit-log/facets",
  summary: "Who changed something, and what was changed",
  tags: ["audit"],
  responses: { 200: answers(auditFacets, "Most changes first."), default: refusals },
});

export function mountAudit(app: ApiApp, deps: ApiDeps): void {
  app.openapi(invariants, async (c) =>
    c.json(await audit(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(log, async (c) =>
    c.json(await listAuditLog(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(facets, async (c) => c.json(await listAuditFacets(openCall(c, deps)), 200));
}
