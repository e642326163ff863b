import { isUuid } from "../../domain/uuid-v7.ts";
import { lockGrant, revokeGrantRow } from "../../db/postgres/management/grants.ts";
import type { GrantRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { showGrant } from "./show-grant.ts";

/** Takes back what is left of a grant; what was used stays, and so does its revenue. Again changes nothing. */
export async function revokeGrant(ctx: CallContext, input: { id: string }): Promise<GrantRow> {
  if (!isUuid(input.id)) throw notFound("grant");
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    const row = await lockGrant(tx, ctx.workspaceId, input.id);
    if (row === null) throw notFound("grant");
    if (row.revokedAt !== null) return showGrant(row, ctx.nowMs);
    const at = new Date(ctx.nowMs);
    await revokeGrantRow(tx, ctx.workspaceId, row.id, at);
    const after = showGrant({ ...row, revokedAt: at }, ctx.nowMs);
    await recordChange(ctx, tx, {
      action: "grant.revoke",
      target: row.id,
      detail: { before: showGrant(row, ctx.nowMs), after },
    });
    return after;
  });
}
