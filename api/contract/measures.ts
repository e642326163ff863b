import { z } from "@hono/zod-openapi";
import { COST_BASES } from "../../domain/generation.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { count, currency, decimal, instant } from "./scalars.ts";

/** Figures of one set of generations and revenue entries, all money in the answer's `currency`. */
export const measures = z
  .object({
    /** Cost of generations that ended. What still runs is in `held`; what has no price is counted in `unpriced`, never as 0. */
    spend: decimal,
    /** Parts of `spend`; they sum to it. */
    spend_by_basis: z.partialRecord(z.enum(COST_BASES), decimal),
    /** Null when it can't be known: revenue carries no model, upstream, status, key or tag. */
    revenue: decimal.nullable(),
    margin: decimal.nullable(),
    /** margin ÷ revenue in percent, two decimals; null without revenue. */
    margin_pct: z.string().nullable().openapi({ example: "-412.50" }),
    generations: count,
    succeeded: count,
    /** Succeeded, less those of which it is known that nobody has downloaded them. */
    delivered: count,
    failed: count,
    /** Cost of failed, blocked-after-start, never downloaded and repeated generations. */
    waste: decimal,
    /** Parts of `waste`; they sum to it. */
    waste_by_cause: z.partialRecord(z.enum(WASTE_CAUSES), decimal),
    video_seconds: decimal,
    /** Of the generations whose GPU time is known; null when it is known of none. */
    gpu_seconds: decimal.nullable(),
    /** spend ÷ generations that ended with a known cost; null without any. */
    cost_per_generation: decimal.nullable(),
    /** spend ÷ seconds of video with a known cost; null without any. */
    cost_per_second: decimal.nullable(),
    /** All spend ÷ delivered generations; null without any. */
    cost_per_delivered: decimal.nullable(),
    revenue_per_generation: decimal.nullable(),
    users: count,
    /** Generations whose cost is unknown. */
    unpriced: count,
    /** Generations that ended with a known cost, and their seconds of video: what the costs of one are divided by. */
    priced: count,
    priced_seconds: decimal,
    in_flight: count,
    /** Estimates of running and lost generations, set aside. */
    held: decimal,
    /** Time from create to the end, ms; null when nothing ended. */
    p50_ms: z.number().min(0).nullable(),
    p95_ms: z.number().min(0).nullable(),
  })
  .openapi("Measures");
export type Measures = z.infer<typeof measures>;

/** Money in another currency than the reporting one: shown beside the sums, never in them. */
export const otherCurrency = z
  .object({ currency, spend: decimal, revenue: decimal, generations: count })
  .openapi("OtherCurrency");
export type OtherCurrency = z.infer<typeof otherCurrency>;

/** Half open: `to` is the first instant outside. */
export const period = z.object({ from: instant, to: instant }).openapi("Period");

/** What every analytic answer says about itself. */
export const answerContext = {
  from: instant,
  to: instant,
  timezone: z.string().openapi({ example: "Europe/Paris" }),
  /** Currency of every amount in the answer. */
  currency,
  /** Everything that happened before this instant is in the figures. */
  as_of: instant,
  other_currencies: z.array(otherCurrency),
} as const;
