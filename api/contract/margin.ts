import { z } from "@hono/zod-openapi";
import { NONE } from "../../domain/attribution-fields.ts";
import { ALLOCATION_RULES, UNALLOCATED_REASONS } from "../../domain/finance/allocation.ts";
import { MISSING_RATE_REASONS } from "../../domain/finance/fx.ts";
import { MARGIN_DIMENSIONS } from "../../domain/finance/margin.ts";
import { periodQuery } from "./analytics-query.ts";
import { count, currency, decimal, instant, month } from "./scalars.ts";

/** `weight:<group>` of a query names a group and its fixed weight. */
export const WEIGHT_PREFIX = "weight:";

/** Rather no report than one that is guessed in part. */
const NO_AS_OF =
  "can't be answered exactly: what clips cost at a past instant is known only where a month was closed; keep reports (POST /api/v1/reports) or close the month";

const weight = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/);

const marginShape = {
  ...periodQuery.shape,
  by: z.enum(MARGIN_DIMENSIONS).default("feature"),
  /** How revenue that names no group is spread over the groups. */
  rule: z.enum(ALLOCATION_RULES).default("none"),
  /** What everything is converted to; the reporting currency when absent. */
  currency: currency.optional(),
  /** With true, closed months too are taken as they are known now, at the rates of their closing. */
  live: z.enum(["true", "false"]).default("false"),
};

/** The question of a margin report, with what a route asks besides. */
export function marginQueryWith<More extends z.ZodRawShape>(more: More) {
  return z
    .object({ ...marginShape, ...more })
    .catchall(z.unknown())
    .superRefine((query: Readonly<Record<string, unknown>>, context) => {
      const refuse = (name: string, message: string) => {
        context.addIssue({ code: "custom", path: [name], message });
      };
      const others = Object.keys(query).filter((name) => !(name in marginShape || name in more));
      for (const name of others) {
        const group = name.startsWith(WEIGHT_PREFIX) ? name.slice(WEIGHT_PREFIX.length) : "";
        const read = weight.safeParse(query[name]);
        if (name === "as_of") refuse(name, NO_AS_OF);
        else if (group === "") refuse(name, "is not known here");
        else if (group === NONE) refuse(name, "is no group: what names none is what is spread");
        else if (query["rule"] !== "weights") refuse(name, "needs rule=weights");
        else if (!read.success) refuse(name, 'must be one decimal of zero or more, such as "2.5"');
      }
      if (query["rule"] === "weights" && others.length === 0) {
        refuse("rule", "needs weights: add weight:<group>=<number>");
      }
    });
}

export const marginQuery = marginQueryWith({});

export const marginRow = z
  .object({
    /** The group: a value of the dimension, or (none) for clips that name none. */
    value: z.string(),
    generations: count,
    /** Generations whose cost is unknown, and in no sum. */
    unpriced: count,
    in_flight: count,
    spend: decimal,
    /** Recognised revenue that names the group. */
    direct_revenue: decimal,
    direct_margin: decimal,
    /** Its part of the revenue that names no group. */
    allocated_revenue: decimal,
    /** direct_revenue + allocated_revenue − spend. */
    full_margin: decimal,
  })
  .openapi("MarginRow");

/** Money of a currency that no rate leads from: counted and summed in its own currency, and in no figure. */
export const leftOut = z
  .object({
    currency,
    reason: z.enum(MISSING_RATE_REASONS),
    entries: count,
    /** What of those entries is recognised in the period. */
    revenue: decimal,
    spend: decimal,
  })
  .openapi("LeftOut");
export type LeftOut = z.infer<typeof leftOut>;

/** Money that may be a difference; amounts in the answer's currency. */
const correctedMoney = {
  spend: decimal,
  recognised_revenue: decimal,
  margin: decimal,
};

export const monthCorrection = z
  .object({
    /** The month in which it became known: the first one open then. */
    booked_in: month,
    /** The closed month that it belongs to. */
    month,
    ...correctedMoney,
    data: z.array(z.object({ value: z.string(), spend: decimal, recognised_revenue: decimal })),
  })
  .openapi("MonthCorrection");

/** What became known of months after they were closed. In no other figure of the answer. */
export const marginCorrections = z
  .object({
    /** Why some are not here; null when all those of the period are. */
    skipped: z.enum(["live", "other_zone", "partial_months"]).nullable(),
    skipped_text: z.string().nullable(),
    totals: z.object(correctedMoney),
    months: z.array(monthCorrection),
    left_out: z.array(leftOut),
  })
  .openapi("MarginCorrections");

/** Kept reports hold answers of earlier builds: a new member needs a default. */
export const marginAnswer = z
  .object({
    from: instant,
    to: instant,
    timezone: z.string().openapi({ example: "Europe/Paris" }),
    /** Currency of every amount but those in `left_out`. */
    currency,
    /** All spend of open days from before this instant is in the figures; their revenue is as it is now. */
    as_of: instant,
    by: z.enum(MARGIN_DIMENSIONS),
    rule: z.enum(ALLOCATION_RULES),
    totals: z.object({
      spend: decimal,
      /** direct + allocated + unallocated, to the nano. */
      recognised_revenue: decimal,
      direct_revenue: decimal,
      allocated_revenue: decimal,
      unallocated_revenue: decimal,
      margin: decimal,
      /** Revenue entries of which something is recognised in the period. */
      entries: count,
    }),
    /** Why revenue stayed unallocated; null when none did. */
    unallocated_reason: z.enum(UNALLOCATED_REASONS).nullable(),
    left_out: z.array(leftOut),
    /** Closed months of the period: their figures are those of their closing, whatever came in since. */
    closed_months: z.array(month),
    /** Why closed months of the period are not as they were closed; null when they are. */
    unfrozen: z.enum(["live", "other_zone"]).nullable(),
    corrections: marginCorrections,
    with_corrections: z.object(correctedMoney),
    /** By spend, the largest first. */
    data: z.array(marginRow),
  })
  .openapi("MarginAnswer");
export type MarginAnswer = z.infer<typeof marginAnswer>;
