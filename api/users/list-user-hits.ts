import { hitsOfUser } from "../../db/postgres/management/quota-hits.ts";
import type { QuotaHitsAnswer } from "../contract/users.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";

/** What rules and gates did to one user, newest first. */
export async function listUserHits(
  ctx: CallContext,
  input: { readonly user: string; readonly page: PageInput },
): Promise<QuotaHitsAnswer> {
  const { user, page } = input;
  const list = `quota-hits ${user}`;
  const [lastAtText, ruleId, day, mode] = positionOf(ctx, list, page, 4) ?? [];
  const rows = await hitsOfUser(ctx.deps.pg.drizzle, ctx.workspaceId, user, {
    after:
      lastAtText === undefined || ruleId === undefined || day === undefined || mode === undefined
        ? null
        : { lastAtText, ruleId, day, mode },
    limit: page.limit + 1,
  });
  return toPage(ctx, list, rows, page, {
    show: (row) => ({
      rule_id: row.ruleId,
      name: row.name,
      day: row.day,
      mode: row.mode,
      hits: row.hits,
      last_at: row.lastAt.toISOString(),
    }),
    position: (row) => [row.lastAtText, row.ruleId, row.day, row.mode],
  });
}
