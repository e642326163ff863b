import type { z } from "@hono/zod-openapi";
import type { AuditFilter } from "../../db/postgres/management/audit-log.ts";
import type { auditLogFilters } from "../contract/audit.ts";
import { invalidField } from "../http/api-error.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";

/** Reads which changes are asked for; a date is a day of UTC. @throws ApiError naming the faulty field. */
export function readAuditFilter(query: z.output<typeof auditLogFilters>): AuditFilter {
  const from = readTime(query.from, "from");
  const to = readTime(query.to, "to");
  if (from !== null && to !== null && from >= to) throw invalidField("to", "must lie after from");
  return {
    action: query.action ?? null,
    subject: query.subject ?? null,
    actorId: query.actor ?? null,
    target: query.target ?? null,
    from,
    to,
  };
}

function readTime(text: string | undefined, field: string): Date | null {
  return text === undefined ? null : new Date(readDateOrInstant(text, field, "UTC"));
}
