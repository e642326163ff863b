import type { z } from "@hono/zod-openapi";
import { listSubscriptions as listSubscriptionRows } from "../../db/postgres/management/subscriptions.ts";
import type { SubscriptionsAnswer, subscriptionsQuery } from "../contract/subscriptions.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showSubscription } from "./show-subscription.ts";

/** The workspace's subscriptions, the last to become known first. */
export async function listSubscriptions(
  ctx: CallContext,
  query: z.output<typeof subscriptionsQuery>,
): Promise<SubscriptionsAnswer> {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const list = `subscriptions ${JSON.stringify(filters)}`;
  const rows = await listSubscriptionRows(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    {
      plan: query.plan ?? [],
      status: query.status ?? [],
      user: query.user ?? [],
      customer: query.customer ?? [],
    },
    { afterId: positionOf(ctx, list, query, 1)?.[0] ?? null, limit: query.limit + 1 },
  );
  return toPage(ctx, list, rows, query, { show: showSubscription, position: (row) => [row.id] });
}
