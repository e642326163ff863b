import { listMembers as listMemberRows } from "../../db/postgres/management/members.ts";
import type { MembersAnswer } from "../contract/members.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showMember } from "./show-member.ts";

/** Who may sign in to the workspace, who came first first. */
export async function listMembers(ctx: CallContext, page: PageInput): Promise<MembersAnswer> {
  const rows = await listMemberRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId: positionOf(ctx, "members", page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, "members", rows, page, {
    show: (row) => showMember(ctx, row),
    position: (row) => [row.id],
  });
}
