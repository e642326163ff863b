import { revokeInvitationsOf } from "../../db/postgres/management/invitations.ts";
import { changeMemberRole } from "../../db/postgres/management/members.ts";
import { mayAccess } from "../auth/caller.ts";
import type { Role } from "../contract/keys.ts";
import type { MemberRow } from "../contract/members.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { memberToChange, refuseBeyondOwn, refuseLastOwner } from "./rights-of-others.ts";
import { roleOf, showMember } from "./show-member.ts";

/** Gives a member another role, with their next call. The workspace's last owner stays one. */
export async function changeMember(
  ctx: CallContext,
  input: { readonly id: string; readonly role: Role },
): Promise<MemberRow> {
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const member = await memberToChange(ctx, tx, input.id);
    const before = roleOf(member);
    if (before === input.role) return showMember(ctx, member);
    refuseBeyondOwn(ctx, input.role);
    await refuseLastOwner(ctx, tx, member);
    await changeMemberRole(tx, ctx.workspaceId, member.id, input.role);
    if (!mayAccess(input.role, before)) {
      await revokeInvitationsOf(tx, ctx.workspaceId, member.userId);
    }
    const { name, email } = member;
    await recordChange(ctx, tx, {
      action: "member.change",
      target: member.id,
      detail: { name, email, before: { role: before }, after: { role: input.role } },
    });
    return showMember(ctx, { ...member, role: input.role });
  });
}
