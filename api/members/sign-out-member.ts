import { endSessions } from "../../db/postgres/management/members.ts";
import type { MemberRow } from "../contract/members.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { memberToChange } from "./rights-of-others.ts";
import { showMember } from "./show-member.ts";

/** Ends every session of a member, at once: a lost laptop, a shared password. */
export async function signOutMember(ctx: CallContext, input: { id: string }): Promise<MemberRow> {
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const member = await memberToChange(ctx, tx, input.id);
    await endSessions(tx, member.userId);
    const { name, email, sessions } = member;
    await recordChange(ctx, tx, {
      action: "member.sign_out",
      target: member.id,
      detail: { name, email, sessions },
    });
    return { ...showMember(ctx, member), sessions: 0 };
  });
}
