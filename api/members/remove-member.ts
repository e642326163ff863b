import { revokeInvitationsOf } from "../../db/postgres/management/invitations.ts";
import { removeMemberRow } from "../../db/postgres/management/members.ts";
import type { MemberRow } from "../contract/members.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { memberToChange, refuseLastOwner } from "./rights-of-others.ts";
import { roleOf, showMember } from "./show-member.ts";

/**
 * Ends a membership; what the member has open is refused from the next call on. Their pending invitations are
 * taken back; keys they made stay.
 */
export async function removeMember(ctx: CallContext, input: { id: string }): Promise<MemberRow> {
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const member = await memberToChange(ctx, tx, input.id);
    await refuseLastOwner(ctx, tx, member);
    await removeMemberRow(tx, ctx.workspaceId, member);
    await revokeInvitationsOf(tx, ctx.workspaceId, member.userId);
    const { name, email } = member;
    await recordChange(ctx, tx, {
      action: "member.remove",
      target: member.id,
      detail: { name, email, before: { role: roleOf(member) }, after: null },
    });
    return { ...showMember(ctx, member), sessions: 0 };
  });
}
