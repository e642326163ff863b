import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { stripeEvents } from "../schema/stripe.ts";

export type StripeEventRecord = typeof stripeEvents.$inferSelect;
export type NewStripeEvent = typeof stripeEvents.$inferInsert;
export type StripeOutcome = StripeEventRecord["outcome"];

/** An event that came before, unless it was refused then: that one is looked at again. */
export async function knowsStripeEvent(
  tx: Transaction,
  connectionId: string,
  eventId: string,
): Promise<boolean> {
  const [row] = await tx
    .select({ outcome: stripeEvents.outcome })
    .from(stripeEvents)
    .where(and(eq(stripeEvents.connectionId, connectionId), eq(stripeEvents.eventId, eventId)));
  return row !== undefined && row.outcome !== "refused";
}

/** Notes what became of an event; of one that was refused before, what became of it now. */
export async function noteStripeEvent(
  tx: Database | Transaction,
  event: NewStripeEvent,
): Promise<void> {
  const { id: _id, connectionId: _connection, eventId: _event, ...rest } = event;
  await tx
    .insert(stripeEvents)
    .values(event)
    .onConflictDoUpdate({
      target: [stripeEvents.connectionId, stripeEvents.eventId],
      set: rest,
      setWhere: eq(stripeEvents.outcome, "refused"),
    });
}

/** Events that waited and are about these objects are stored now. */
export async function settleStripeEvents(
  tx: Transaction,
  connectionId: string,
  objectIds: readonly string[],
): Promise<void> {
  if (objectIds.length === 0) return;
  await tx
    .update(stripeEvents)
    .set({ outcome: "stored", reason: null })
    .where(
      and(
        eq(stripeEvents.connectionId, connectionId),
        eq(stripeEvents.outcome, "waiting"),
        inArray(stripeEvents.objectId, [...objectIds]),
      ),
    );
}

export interface StripeEventFilter {
  readonly connectionId: string | null;
  readonly outcome: StripeOutcome | null;
}

/** A workspace's events, the last to arrive first. */
export async function listStripeEvents(
  db: Database,
  workspaceId: string,
  filter: StripeEventFilter,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly StripeEventRecord[]> {
  return db
    .select()
    .from(stripeEvents)
    .where(
      and(
        eq(stripeEvents.workspaceId, workspaceId),
        filter.connectionId === null
          ? undefined
          : eq(stripeEvents.connectionId, filter.connectionId),
        filter.outcome === null ? undefined : eq(stripeEvents.outcome, filter.outcome),
        page.afterId === null ? undefined : lt(stripeEvents.id, sql`${page.afterId}::uuid`),
      ),
    )
    .orderBy(desc(stripeEvents.id))
    .limit(page.limit);
}
