import { auditFacets } from "../../db/postgres/management/audit-log.ts";
import type { AuditFacets } from "../contract/audit.ts";
import type { CallContext } from "../http/call-context.ts";

/** What the audit log can be narrowed to. */
export async function listAuditFacets(ctx: CallContext): Promise<AuditFacets> {
  const { actors, subjects } = await auditFacets(ctx.deps.pg.drizzle, ctx.workspaceId);
  return { actors: [...actors], subjects: [...subjects] };
}
