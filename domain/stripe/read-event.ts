import { z } from "zod";
import { readObject, type ObjectRead } from "./read-object.ts";
import { stripeId, stripeTime } from "./shape-parts.ts";

/** What every event says of itself. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  /** Seconds. */
  readonly created: number;
  readonly livemode: boolean;
  /** Set on events of connected accounts. */
  readonly account: string | null;
  /** Of the object that it is about; null when that has none. */
  readonly objectId: string | null;
  readonly object: unknown;
}

export const stripeEvent = z
  .object({
    object: z.literal("event"),
    id: stripeId,
    type: z.string().min(1).max(100),
    created: stripeTime,
    livemode: z.boolean(),
    account: stripeId.nullish(),
    data: z.object({ object: z.looseObject({ id: stripeId.optional().catch(undefined) }) }),
  })
  .transform((shape): StripeEvent => ({
    id: shape.id,
    type: shape.type,
    created: shape.created,
    livemode: shape.livemode,
    account: shape.account ?? null,
    objectId: shape.data.object.id ?? null,
    object: shape.data.object,
  }));

/** What they are about never was, or is gone: nothing of it is booked. */
const WITHOUT_FACTS: ReadonlySet<string> = new Set([
  "invoice.upcoming",
  "invoice.deleted",
  "invoice.will_be_due",
]);

/** The facts that an event tells, true at the second at which it was made. */
export function factsOfEvent(event: StripeEvent): ObjectRead {
  if (WITHOUT_FACTS.has(event.type)) return { kind: "other" };
  return readObject(event.object, { stamp: event.created });
}
