import { z } from "@hono/zod-openapi";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { dateOrInstant } from "./prices.ts";
import { count, currency, instant } from "./scalars.ts";

export const unpricedQuery = z.strictObject({
  /** By creation; 30 days up to the end of today where they are absent. */
  from: dateOrInstant.optional(),
  to: dateOrInstant.optional(),
  tz: z.string().max(64).optional(),
});

const value = z.union([z.string(), z.number(), z.boolean()]);

/** Settled generations that one price would give a cost to. */
const unpricedKind = z.object({
  provider: z.string(),
  model: z.string(),
  /** Why the price book has nothing for them; null when it does by now, and re-rating is enough. */
  reason: z.string().nullable(),
  generations: count,
  first: instant,
  last: instant,
  /** What they were asked for, each with its values, the most frequent in front. */
  dimensions: z.array(z.object({ name: z.string(), values: z.array(value), more: count })),
  /** A price that would fit them all but for its amount, ready for `POST /api/v1/prices/rerate`. */
  suggested: z.object({
    provider: z.string(),
    model: z.string(),
    unit: z.enum(PRICE_UNITS),
    conditions: z.record(z.string(), value),
    currency,
    valid_from: dateOrInstant,
    valid_to: instant.nullable(),
  }),
});
export type UnpricedKind = z.infer<typeof unpricedKind>;

export const unpricedAnswer = z
  .object({
    from: instant,
    to: instant,
    timezone: z.string(),
    /** Settled generations without a known cost. */
    generations: count,
    /** The most frequent in front. */
    kinds: z.array(unpricedKind),
    /** Generations of kinds beyond those shown. */
    left_out: count,
    /** Those without a known cost that run or were lost; no re-rating looks at them before they are settled. */
    unsettled: count,
    took_ms: count,
  })
  .openapi("UnpricedAnswer");
export type UnpricedAnswer = z.infer<typeof unpricedAnswer>;
