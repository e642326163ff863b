import { formatNano, parseNano } from "../../domain/money.ts";
import type { GrantRecord } from "../../db/postgres/management/grants.ts";
import type { GrantRow } from "../contract/quotas.ts";

/** A grant as it is shown. Nothing is left of one that can't be used any more. */
export function showGrant(row: GrantRecord, nowMs: number): GrantRow {
  const status = statusOf(row, nowMs);
  const left = parseNano(row.amount) - parseNano(row.used) - parseNano(row.held);
  return {
    id: row.id,
    user: row.userId,
    metric: row.metric,
    amount: row.amount,
    used: row.used,
    held: row.held,
    left: formatNano(status === "active" ? left : 0n),
    expires_at: row.expiresAt.toISOString(),
    reason: row.reason,
    revenue_external_id: row.revenueExternalId,
    status,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}

/** What is only held may come back, so it is not used up. */
function statusOf(row: GrantRecord, nowMs: number): GrantRow["status"] {
  if (row.revokedAt !== null) return "revoked";
  if (row.expiresAt.getTime() <= nowMs) return "expired";
  return parseNano(row.used) < parseNano(row.amount) ? "active" : "used_up";
}
