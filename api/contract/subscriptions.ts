import { z } from "@hono/zod-openapi";
import {
  count,
  currency,
  cursor,
  decimal,
  instant,
  oneOrMany,
  pageLimit,
  pageOf,
  uuid,
} from "./scalars.ts";

export const subscriptionRow = z
  .object({
    id: uuid,
    external_id: z.string(),
    version: count,
    customer: z.string(),
    user: z.string(),
    plan: z.string(),
    /** As its source has it: active, trialing, past_due, canceled, … */
    status: z.string(),
    /** Null when it has none beforehand (metered). */
    quantity: count.nullable(),
    /** The running period, half open. */
    period: z.object({ from: instant, to: instant }).nullable(),
    /** Of the price, such as "1 month". */
    interval: z.string().nullable(),
    /** List price of a period, before discounts and tax; null when it is not a fixed one. */
    amount: decimal.nullable(),
    currency,
    started_at: instant,
    cancelled_at: instant.nullable(),
    ended_at: instant.nullable(),
    source: z.string(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("SubscriptionRow");
export type SubscriptionRow = z.infer<typeof subscriptionRow>;

export const subscriptionsAnswer = pageOf(subscriptionRow).openapi("SubscriptionsAnswer");
export type SubscriptionsAnswer = z.infer<typeof subscriptionsAnswer>;

export const subscriptionsQuery = z.strictObject({
  plan: oneOrMany.optional(),
  status: oneOrMany.optional(),
  user: oneOrMany.optional(),
  customer: oneOrMany.optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});
