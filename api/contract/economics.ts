import { z } from "@hono/zod-openapi";
import { UNALLOCATED_REASONS } from "../../domain/finance/allocation.ts";
import {
  ECONOMICS_DIMENSIONS,
  ECONOMICS_ORDERS,
  ECONOMICS_RULES,
} from "../../domain/economics/dimensions.ts";
import { RATIO_REASONS } from "../../domain/economics/ratio.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { dimensionFilters, periodQuery, withTags } from "./analytics-query.ts";
import { leftOut } from "./margin.ts";
import { bookName } from "./prices.ts";
import { count, currency, cursor, decimal, instant, pageLimit } from "./scalars.ts";

/** Period, currency, cost book and filters of every question about what clips cost and earn. */
export const ledgerQuery = {
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  /** What everything is converted to; the reporting currency when absent. */
  currency: currency.optional(),
  /** Generations cost what this cost book says, where one of its prices fits. */
  book: bookName.optional(),
} as const;

export const economicsQuery = withTags({
  ...ledgerQuery,
  by: z.enum(ECONOMICS_DIMENSIONS).default("feature"),
  /** How revenue that names no group is spread over the groups. */
  rule: z.enum(ECONOMICS_RULES).default("none"),
  /** With "-" in front the largest first; users come by spend alone. */
  order: z
    .string()
    .regex(new RegExp(`^-?(${ECONOMICS_ORDERS.join("|")})$`), {
      message: "is nothing to order by",
    })
    .default("-spend"),
  limit: pageLimit,
  cursor: cursor.optional(),
});

/** An amount for each of something; null with the reason where there is none. */
export const ratio = z
  .object({
    value: decimal.nullable(),
    /** How many it was divided by. */
    per: count,
    reason: z.enum(RATIO_REASONS).nullable(),
  })
  .openapi("Ratio");
export type RatioShown = z.infer<typeof ratio>;

export const coverage = z
  .object({
    /** Revenue ÷ spend, six decimals: 0.012000 covers 1.2 %. */
    value: z.string().nullable().openapi({ example: "0.001200" }),
    /** The spend that it was divided by. */
    per: decimal,
    reason: z.enum(RATIO_REASONS).nullable(),
  })
  .openapi("Coverage");

const side = z
  .object({
    /** Who generated. */
    active_users: count,
    generations: count,
    spend: decimal,
    /** Null where revenue can't name the group. */
    revenue: decimal.nullable(),
    margin: decimal.nullable(),
  })
  .openapi("EconomicsSide");

const figures = {
  generations: count,
  succeeded: count,
  /** Succeeded, less those of which it is known that nobody has downloaded them. */
  delivered: count,
  /** Generations whose cost is unknown, and in no sum. */
  unpriced: count,
  in_flight: count,
  spend: decimal,
  /** Recognised revenue that names the group; null where revenue can't. */
  direct_revenue: decimal.nullable(),
  /** Its part of the revenue that names no group. */
  allocated_revenue: decimal.nullable(),
  /** Both; what the ratios are worked out of. */
  revenue: decimal.nullable(),
  direct_margin: decimal.nullable(),
  margin: decimal.nullable(),
  coverage,
  /** spend ÷ generations that ended with a known cost. */
  cost_per_clip: ratio,
  revenue_per_clip: ratio,
  cost_per_succeeded_clip: ratio,
  revenue_per_succeeded_clip: ratio,
  /** All spend ÷ clips that somebody downloaded. */
  cost_per_delivered_clip: ratio,
  active_users: count,
  cost_per_active_user: ratio,
  revenue_per_active_user: ratio,
  /** Users whose recognised revenue of the period, filters aside, is more than nothing. */
  payers: side,
  /** Everyone else, clips that name no user included. */
  non_payers: side,
  /** Cost of failed, blocked-after-start, never downloaded and repeated generations. */
  waste: decimal,
  /** Parts of `waste`; they sum to it. */
  waste_by_cause: z.record(z.enum(WASTE_CAUSES), decimal),
} as const;

export const economicsRow = z.object({ value: z.string(), ...figures }).openapi("EconomicsRow");
export type EconomicsRow = z.infer<typeof economicsRow>;

/** What a cost book did to the figures; null when none was named. */
export const bookUsed = z
  .object({
    name: z.string(),
    /** Generations that it priced. */
    priced: count,
    /** Generations that keep what is booked: it has no price for them, they run still, or the provider named the money. */
    kept: count,
  })
  .nullable()
  .openapi("BookUsed");

/** What every answer about the ledger says about itself. */
export const ledgerContext = {
  from: instant,
  to: instant,
  timezone: z.string().openapi({ example: "Europe/Paris" }),
  /** Currency of every amount but those in `left_out`. */
  currency,
  /** All spend from before this instant is in the figures; revenue is as it is now. */
  as_of: instant,
  book: bookUsed,
  left_out: z.array(leftOut),
} as const;

/** Why revenue is unknown as a whole: a filter asks for what revenue entries don't carry. */
export const revenueReason = z.enum(["filter_without_revenue"]).nullable();

export const economicsAnswer = z
  .object({
    ...ledgerContext,
    by: z.enum(ECONOMICS_DIMENSIONS),
    rule: z.enum(ECONOMICS_RULES),
    totals: z
      .object({
        ...figures,
        /** direct + allocated + unallocated, to the nano; null when revenue is unknown. */
        recognised_revenue: decimal.nullable(),
        unallocated_revenue: decimal.nullable(),
        /** Users who paid, those who generated nothing included. */
        paying_users: count,
        /** Revenue entries of which something is recognised in the period. */
        entries: count,
      })
      .openapi("EconomicsTotals"),
    unallocated_reason: z.enum(UNALLOCATED_REASONS).nullable(),
    revenue_reason: revenueReason,
    data: z.array(economicsRow),
    next_cursor: z.string().nullable(),
  })
  .openapi("EconomicsAnswer");
export type EconomicsAnswer = z.infer<typeof economicsAnswer>;
