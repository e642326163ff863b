import type { StripeEvent } from "../../domain/stripe/read-event.ts";
import type { StripeFacts } from "../../domain/stripe/stripe-facts.ts";
import type { StripeConnectionRecord } from "../../db/postgres/management/stripe-connections.ts";
import {
  knowsStripeEvent,
  noteStripeEvent,
  type NewStripeEvent,
} from "../../db/postgres/management/stripe-events.ts";
import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import type { StripeReceived } from "../contract/stripe.ts";
import type { CallContext } from "../http/call-context.ts";
import { applyFacts, type Applied } from "./apply-facts.ts";

type Outcome = Pick<NewStripeEvent, "outcome" | "reason" | "entries">;
type Connection = Pick<StripeConnectionRecord, "id" | "settings">;

/**
 * Books what an event says, in one transaction with the note that it was there; the second time it does nothing.
 * @param facts null when it says nothing about revenue
 */
export async function bookEvent(
  ctx: CallContext,
  connection: Connection,
  event: StripeEvent,
  facts: readonly StripeFacts[] | null,
): Promise<StripeReceived["outcome"]> {
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    // Two deliveries of one event wait for each other here.
    await lockRevenue(tx, ctx.workspaceId);
    if (await knowsStripeEvent(tx, connection.id, event.id)) return "repeated";
    const became: Outcome =
      facts === null
        ? { outcome: "ignored", reason: "event_type", entries: 0 }
        : outcomeOf(event, facts, await applyFacts(ctx, tx, connection, facts));
    await noteStripeEvent(tx, eventRow(ctx, connection.id, event, became));
    return became.outcome;
  });
}

/** The note of an event. */
export function eventRow(
  ctx: CallContext,
  connectionId: string,
  event: StripeEvent,
  became: Outcome,
): NewStripeEvent {
  return {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    connectionId,
    eventId: event.id,
    type: event.type,
    objectId: event.objectId,
    createdAt: new Date(event.created * 1_000),
    receivedAt: new Date(ctx.nowMs),
    ...became,
  };
}

function outcomeOf(event: StripeEvent, facts: readonly StripeFacts[], applied: Applied): Outcome {
  const entries = applied.created + applied.changed + applied.withdrawn;
  const waitsFor = event.objectId === null ? undefined : applied.waiting.get(event.objectId);
  if (waitsFor !== undefined) return { outcome: "waiting", reason: waitsFor, entries };
  if (entries + applied.subscriptions > 0) return { outcome: "stored", reason: null, entries };
  if (facts.some(isUnpaid)) return { outcome: "ignored", reason: "not_paid", entries };
  return { outcome: "unchanged", reason: null, entries };
}

function isUnpaid(facts: StripeFacts): boolean {
  if (facts.kind === "invoice") return !facts.paid;
  return facts.kind === "charge" && !facts.succeeded;
}
