import type { NamedAuditRecord } from "../../db/postgres/management/audit-log.ts";
import type { AuditLogRow } from "../contract/audit.ts";

/** A row of the audit log as it is shown. */
export function showAuditLog(row: NamedAuditRecord): AuditLogRow {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor_kind: row.actorKind,
    actor_id: row.actorId,
    actor_name: row.actorName,
    action: row.action,
    target: row.target,
    detail: isRecord(row.detail) ? row.detail : {},
    request_id: row.requestId,
    ip: row.ip,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
