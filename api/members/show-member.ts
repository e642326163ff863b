import type { MemberRecord } from "../../db/postgres/management/members.ts";
import { ROLES, type Role } from "../contract/keys.ts";
import type { MemberRow } from "../contract/members.ts";
import type { CallContext } from "../http/call-context.ts";

/** A member as the list has it. */
export function showMember(ctx: CallContext, row: MemberRecord): MemberRow {
  return {
    id: row.id,
    user_id: row.userId,
    name: row.name,
    email: row.email,
    role: roleOf(row),
    joined_at: row.joinedAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    sessions: row.sessions,
    is_you: ctx.caller.user?.id === row.userId,
  };
}

/** A role that this build does not know gives no more than reading. */
export function roleOf({ role }: { readonly role: string | null }): Role {
  return ROLES.find((each) => each === role) ?? "viewer";
}
