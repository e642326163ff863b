import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import {
  stripeAmount,
  stripeCurrency,
  stripeId,
  stripeMetadata,
  stripeRef,
  stripeTime,
} from "./shape-parts.ts";
import type { StripeSubscription } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

/** The period stands at the subscription in older versions of the API, at its items in newer ones. */
const itemShape = z.object({
  quantity: z.int().min(0).nullish(),
  current_period_start: stripeTime.nullish(),
  current_period_end: stripeTime.nullish(),
  price: z
    .object({
      id: stripeId,
      product: stripeRef,
      unit_amount: stripeAmount.nullish(),
      recurring: z
        .object({ interval: z.string(), interval_count: z.int().min(1).nullish() })
        .nullish(),
    })
    .nullish(),
});

const subscriptionShape = z.object({
  id: stripeId,
  created: stripeTime,
  status: z.string().max(40),
  currency: stripeCurrency,
  customer: stripeRef,
  start_date: stripeTime.nullish(),
  canceled_at: stripeTime.nullish(),
  ended_at: stripeTime.nullish(),
  current_period_start: stripeTime.nullish(),
  current_period_end: stripeTime.nullish(),
  items: z.object({ data: z.array(itemShape) }),
  metadata: stripeMetadata,
});

/** Within one second a subscription goes forward only: incomplete, then active, then ended. */
const ENDED_RANK = 1;
const ENDED: ReadonlySet<string> = new Set(["canceled", "incomplete_expired"]);

/** A subscription as it stands; its first item says price and interval. */
export const stripeSubscription = (told: Told) =>
  subscriptionShape.transform((shape): StripeSubscription => {
    const items = shape.items.data;
    const [first] = items;
    const start = shape.current_period_start ?? first?.current_period_start ?? null;
    const end = shape.current_period_end ?? first?.current_period_end ?? null;
    const ended = ENDED.has(shape.status);
    const latest = [shape.ended_at, shape.canceled_at, start, shape.created];
    const recurring = first?.price?.recurring;
    return {
      kind: "subscription",
      id: shape.id,
      stamp: told.stamp ?? Math.max(...latest.map((at) => at ?? 0)),
      rank: ended ? ENDED_RANK : 0,
      status: shape.status,
      customer: shape.customer,
      price: first?.price?.id ?? null,
      product: first?.price?.product ?? null,
      quantity: quantityOf(items),
      period: start === null || end === null || end <= start ? null : { start, end },
      amount: amountOf(items, shape.currency),
      currency: shape.currency,
      interval: recurring == null ? null : `${recurring.interval_count ?? 1} ${recurring.interval}`,
      startedAt: shape.start_date ?? shape.created,
      cancelledAt: shape.canceled_at ?? null,
      endedAt: shape.ended_at ?? null,
      metadata: shape.metadata,
    };
  });

type Item = z.output<typeof itemShape>;

/** Null when an item is metered: it has no quantity beforehand. */
function quantityOf(items: readonly Item[]): number | null {
  if (items.length === 0 || items.some((item) => item.quantity == null)) return null;
  return items.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
}

function amountOf(items: readonly Item[], currency: string): string | null {
  const fixed = items.every((item) => item.quantity != null && item.price?.unit_amount != null);
  if (items.length === 0 || !fixed) return null;
  const minor = items.reduce(
    (sum, { quantity, price }) => sum + (quantity ?? 0) * (price?.unit_amount ?? 0),
    0,
  );
  return Number.isSafeInteger(minor) ? fromMinor(minor, currency) : null;
}
