import { listQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import type { QuotasAnswer } from "../contract/quotas.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showRules } from "./show-rules.ts";

/** The workspace's rules, newest first. */
export async function listQuotas(ctx: CallContext, page: PageInput): Promise<QuotasAnswer> {
  const afterId = positionOf(ctx, "quotas", page, 1)?.[0] ?? null;
  const rows = await listQuotaRules(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId,
    limit: page.limit + 1,
  });
  return toPage(ctx, "quotas", await showRules(ctx, rows), page, {
    show: (row) => row,
    position: (row) => [row.id],
  });
}
