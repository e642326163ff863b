import { z } from "@hono/zod-openapi";
import { BREAK_EVEN_REASONS } from "../../domain/economics/break-even.ts";
import { withTags } from "./analytics-query.ts";
import { ledgerContext, ledgerQuery, ratio, revenueReason } from "./economics.ts";
import { amountInput, count, currency, decimal, uuid } from "./scalars.ts";

const wholeClips = z.coerce.number().int().min(0).max(1_000_000_000);

export const breakEvenQuery = withTags({
  ...ledgerQuery,
  by: z.enum(["plan", "feature"]).default("plan"),
  /** What a subscriber pays for a month, instead of what was recognised. */
  price: amountInput.optional(),
  /** What a subscriber may generate in a month, instead of what the limits in force say. */
  clips_allowed: wholeClips.optional(),
});

export const breakEvenRow = z
  .object({
    value: z.string(),
    generations: count,
    /** spend ÷ generations that ended with a known cost. */
    cost_per_clip: ratio,
    /** Users from whom the group's recognised revenue of the period is more than nothing. */
    paying_users: count,
    /** Their recognised revenue ÷ their number, for thirty days of the period. */
    revenue_per_paying_user: ratio,
    /** What a month is paid with: `price` where it was given, else the recognised revenue of a paying user. */
    price: decimal.nullable(),
    /** The most clips in a month that the price still pays, and the first one that it doesn't. */
    covered_clips: count.nullable(),
    first_loss_clip: count.nullable(),
    reason: z.enum(BREAK_EVEN_REASONS).nullable(),
    /** What a subscriber may generate in thirty days; null where no limit says. */
    clips_allowed: count.nullable(),
    /** The rule that says so; null where it was given. */
    limit_rule: z.object({ id: uuid, name: z.string() }).nullable(),
    /** price − clips_allowed × cost_per_clip; null where one of them is unknown. */
    margin_at_limit: decimal.nullable(),
  })
  .openapi("BreakEvenRow");
export type BreakEvenRow = z.infer<typeof breakEvenRow>;

export const breakEvenAnswer = z
  .object({
    ...ledgerContext,
    by: z.enum(["plan", "feature"]),
    revenue_reason: revenueReason,
    /** Of a month here: limits and revenue are worked out for so many days. */
    days_per_month: count,
    data: z.array(breakEvenRow),
  })
  .openapi("BreakEvenAnswer");
export type BreakEvenAnswer = z.infer<typeof breakEvenAnswer>;

const factor = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,9})?$/, {
      message: 'must be a decimal of zero or more, such as "0.01"',
    })
    .refine((text) => Number(text) <= most, { message: `must be at most ${most}` });

export const scaleQuery = withTags({
  ...ledgerQuery,
  /** Of the audience. */
  users: z.string().regex(/^\d{1,12}$/, { message: "must be a whole number of at most 12 digits" }),
  /** The part of them that generates: 0.01 is one in a hundred. */
  share: factor(1).default("1"),
  clips_per_week: factor(100_000).default("1"),
  /** Instead of the period's cost per clip. */
  cost_per_clip: amountInput.optional(),
});

export const scaleAnswer = z
  .object({
    currency,
    users: z.string(),
    share: decimal,
    clips_per_week: decimal,
    /** Given, or the period's, with the number of generations that it was divided by. */
    cost_per_clip: z.object({ value: decimal.nullable(), given: z.boolean(), per: count }),
    clips_per_day: decimal,
    /** Null when no clip of the period has a known cost. */
    spend_per_day: decimal.nullable(),
    /** The period and the cost book that the cost is from; null where it was given. */
    period: z.object(ledgerContext).nullable(),
  })
  .openapi("ScaleAnswer");
export type ScaleAnswer = z.infer<typeof scaleAnswer>;
