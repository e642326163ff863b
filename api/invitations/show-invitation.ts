import type { InvitationRecord } from "../../db/postgres/management/invitations.ts";
import type { InvitationRow } from "../contract/invitations.ts";
import { roleOf } from "../members/show-member.ts";

/** An invitation as the list has it: never its link. */
export function showInvitation(row: InvitationRecord, nowMs: number): InvitationRow {
  return {
    id: row.id,
    email: row.email,
    role: roleOf(row),
    status: statusOf(row, nowMs),
    invited_by: row.inviterName,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    accepted_at: row.acceptedAt?.toISOString() ?? null,
  };
}

function statusOf(row: InvitationRecord, nowMs: number): InvitationRow["status"] {
  if (row.status === "accepted") return "accepted";
  if (row.status !== "pending") return "revoked";
  return row.expiresAt.getTime() <= nowMs ? "expired" : "pending";
}
