import { createRoute } from "@hono/zod-openapi";
import { auditLogAnswer, auditLogQuery } from "../contract/audit.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, refusals } from "../http/route.ts";
import { listAuditLog } from "./list-audit-log.ts";

const log = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/audit-log",
  summary: "Who changed what",
  tags: ["audit"],
  request: { query: auditLogQuery },
  responses: { 200: answers(auditLogAnswer, "Changes, newest first."), default: refusals },
});

export function mountAudit(app: ApiApp, deps: ApiDeps): void {
  app.openapi(log, async (c) =>
    c.json(await listAuditLog(openCall(c, deps), c.req.valid("query")), 200),
  );
}
