import {
  findOpenInvitation,
  type InvitationRecord,
} from "../../db/postgres/management/invitations.ts";
import { findUserId } from "../../db/postgres/management/memberships.ts";
import type { OpenInvitation } from "../contract/invitations.ts";
import type { ApiDeps } from "../deps.ts";
import { ApiError } from "../http/api-error.ts";
import { roleOf } from "../members/show-member.ts";
import { invitationDigest } from "./invitation-secret.ts";

/** What somebody who holds the link may know before accepting. */
export async function openInvitation(deps: ApiDeps, token: string): Promise<OpenInvitation> {
  const row = await invitationOf(deps, token);
  return {
    workspace: row.workspaceName,
    email: row.email,
    role: roleOf(row),
    invited_by: row.inviterName,
    expires_at: row.expiresAt.toISOString(),
    has_account: (await findUserId(deps.pg.drizzle, row.email)) !== null,
  };
}

/** @throws ApiError, the same for a link that was used, taken back, has expired, or never was one. */
export async function invitationOf(deps: ApiDeps, token: string): Promise<InvitationRecord> {
  const at = new Date(deps.clock());
  const row = await findOpenInvitation(deps.pg.drizzle, invitationDigest(token), at);
  if (row === null) throw goneInvitation();
  return row;
}

export function goneInvitation(): ApiError {
  return new ApiError(
    "not_found",
    "This invitation has been used, taken back, or has expired. Ask for another link.",
  );
}
