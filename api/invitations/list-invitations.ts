import { listInvitations as listInvitationRows } from "../../db/postgres/management/invitations.ts";
import type { InvitationsAnswer } from "../contract/invitations.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showInvitation } from "./show-invitation.ts";

/** Who was invited, newest first, whatever became of it. */
export async function listInvitations(
  ctx: CallContext,
  page: PageInput,
): Promise<InvitationsAnswer> {
  const rows = await listInvitationRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId: positionOf(ctx, "invitations", page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, "invitations", rows, page, {
    show: (row) => showInvitation(row, ctx.nowMs),
    position: (row) => [row.id],
  });
}
