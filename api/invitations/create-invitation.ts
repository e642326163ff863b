import type { z } from "@hono/zod-openapi";
import {
  findInvitation,
  insertInvitation,
  revokePending,
} from "../../db/postgres/management/invitations.ts";
import { isMember } from "../../db/postgres/management/members.ts";
import type { InvitationCreated, invitationInput } from "../contract/invitations.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { refuseBeyondOwn } from "../members/rights-of-others.ts";
import { invitationDigest, mintInvitationSecret } from "./invitation-secret.ts";
import { showInvitation } from "./show-invitation.ts";

const DAY_MS = 86_400_000;

/**
 * Makes a link that lets somebody in once, and shows it this once. Another one for the same address takes back the one
 * before. The secret stands behind the address's `#`, so that no server and no log on the way sees it.
 */
export async function createInvitation(
  ctx: CallContext,
  input: z.output<typeof invitationInput>,
): Promise<InvitationCreated> {
  refuseBeyondOwn(ctx, input.role);
  const secret = mintInvitationSecret();
  const id = ctx.newId();
  const expiresAt = new Date(ctx.nowMs + input.expires_in_days * DAY_MS);
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    if (await isMember(tx, ctx.workspaceId, input.email)) {
      throw new ApiError(
        "conflict",
        `${input.email} is a member already: change the role instead.`,
      );
    }
    await revokePending(tx, ctx.workspaceId, input.email);
    await insertInvitation(tx, {
      id,
      workspaceId: ctx.workspaceId,
      email: input.email,
      role: input.role,
      tokenSha256: invitationDigest(secret),
      inviterId: ctx.caller.user?.id ?? null,
      createdAt: new Date(ctx.nowMs),
      expiresAt,
    });
    await recordChange(ctx, tx, {
      action: "invitation.create",
      target: id,
      detail: { email: input.email, role: input.role, expires_at: expiresAt.toISOString() },
    });
    return findInvitation(tx, ctx.workspaceId, id);
  });
  if (row === null) throw notFound("invitation");
  return { ...showInvitation(row, ctx.nowMs), url: `${ctx.deps.publicUrl}/join#${secret}` };
}
