import { isUuid } from "../../domain/uuid-v7.ts";
import { endInvitation, findInvitation } from "../../db/postgres/management/invitations.ts";
import type { InvitationRow } from "../contract/invitations.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { refuseBeyondOwn } from "../members/rights-of-others.ts";
import { roleOf } from "../members/show-member.ts";
import { showInvitation } from "./show-invitation.ts";

/** Takes a pending invitation back: its link opens nothing any more. One that has ended stays as it ended. */
export async function revokeInvitation(
  ctx: CallContext,
  input: { id: string },
): Promise<InvitationRow> {
  if (!isUuid(input.id)) throw notFound("invitation");
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const row = await findInvitation(tx, ctx.workspaceId, input.id);
    if (row === null) throw notFound("invitation");
    refuseBeyondOwn(ctx, roleOf(row));
    if (!(await endInvitation(tx, row.id, { status: "revoked" }))) {
      return showInvitation(row, ctx.nowMs);
    }
    await recordChange(ctx, tx, {
      action: "invitation.revoke",
      target: row.id,
      detail: { email: row.email, role: roleOf(row) },
    });
    return showInvitation({ ...row, status: "revoked" }, ctx.nowMs);
  });
}
