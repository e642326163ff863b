import type { z } from "@hono/zod-openapi";
import {
  listStripeEvents,
  type StripeEventRecord,
} from "../../db/postgres/management/stripe-events.ts";
import type { StripeEventRow, StripeEventsAnswer, stripeEventsQuery } from "../contract/stripe.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";

/** What came from Stripe, the last to arrive first. */
export async function listEvents(
  ctx: CallContext,
  query: z.output<typeof stripeEventsQuery>,
): Promise<StripeEventsAnswer> {
  const { connection, outcome } = query;
  const list = `stripe events ${JSON.stringify({ connection, outcome })}`;
  const rows = await listStripeEvents(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    { connectionId: connection ?? null, outcome: outcome ?? null },
    { afterId: positionOf(ctx, list, query, 1)?.[0] ?? null, limit: query.limit + 1 },
  );
  return toPage(ctx, list, rows, query, { show: showEvent, position: (row) => [row.id] });
}

function showEvent(row: StripeEventRecord): StripeEventRow {
  return {
    id: row.id,
    connection: row.connectionId,
    event_id: row.eventId,
    type: row.type,
    object_id: row.objectId,
    created_at: row.createdAt.toISOString(),
    received_at: row.receivedAt.toISOString(),
    outcome: row.outcome,
    reason: row.reason,
    entries: row.entries,
  };
}
