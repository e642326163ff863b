import type { z } from "@hono/zod-openapi";
import { listAuditLog as listAuditLogRows } from "../../db/postgres/management/audit-log.ts";
import type { AuditLogAnswer, auditLogQuery } from "../contract/audit.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { readAuditFilter } from "./read-audit-filter.ts";
import { showAuditLog } from "./show-audit-log.ts";

/** Who changed what in the workspace, newest first. */
export async function listAuditLog(
  ctx: CallContext,
  query: z.output<typeof auditLogQuery>,
): Promise<AuditLogAnswer> {
  const filter = readAuditFilter(query);
  const list = `audit-log ${JSON.stringify(filter)}`;
  const rows = await listAuditLogRows(ctx.deps.pg.drizzle, ctx.workspaceId, filter, {
    afterId: positionOf(ctx, list, query, 1)?.[0] ?? null,
    limit: query.limit + 1,
  });
  return toPage(ctx, list, rows, query, { show: showAuditLog, position: (row) => [row.id] });
}
