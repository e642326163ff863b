import { z } from "@hono/zod-openapi";
import { PRICE_UNITS, UNPRICED_REASONS } from "../../domain/generation.ts";
import { calculation } from "./generations.ts";
import { dateOrInstant, dimensionName, dimensionValue, priceRow } from "./prices.ts";
import { amountInput, count, currency, decimal } from "./scalars.ts";

const MAX_DIMENSIONS = 50;

/** A request that is only thought of: what would it cost, and by which rule? */
export const priceTestInput = z
  .strictObject({
    provider: z.string().trim().min(1).max(100),
    model: z.string().trim().min(1).max(200),
    /** After the provider's defaults. `outcome` is `succeeded` unless given. */
    dimensions: z
      .record(dimensionName, dimensionValue)
      .refine((value) => Object.keys(value).length <= MAX_DIMENSIONS, {
        message: `must hold at most ${MAX_DIMENSIONS} dimensions`,
      })
      .default({}),
    /** How many units of each kind; one video unless given. */
    units: z.partialRecord(z.enum(PRICE_UNITS), amountInput).default({}),
    /** The unit that the provider says it bills in, where it does. */
    billed_unit: z.enum(PRICE_UNITS).nullish(),
    /** When the request is made; now unless given. */
    at: dateOrInstant.nullish(),
  })
  .openapi("PriceTestInput");
export type PriceTestInput = z.input<typeof priceTestInput>;

const whyNot = z.discriminatedUnion("code", [
  z.object({ code: z.literal("not_yet_valid") }),
  z.object({ code: z.literal("no_longer_valid") }),
  z.object({
    code: z.literal("condition_not_met"),
    condition: z.string(),
    wants: z.union([z.string(), z.number(), z.boolean()]),
    /** Null when the request says nothing about it. */
    has: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  }),
  /** It fits, and another one that fits goes first. */
  z.object({ code: z.literal("another_goes_first"), price_id: z.string() }),
  /** It fits, and another of the same rank that says something else does too. */
  z.object({ code: z.literal("ambiguous") }),
]);

export const priceTestAnswer = z
  .object({
    /** The price that goes first; it may still lack the request's units. */
    matched: priceRow.nullable(),
    amount: decimal.nullable(),
    currency: currency.nullable(),
    /** Its units are those charged: the minimum where the request has fewer. */
    calculation: calculation.nullable(),
    unpriced_reason: z.enum(UNPRICED_REASONS).nullable(),
    /** Every price of the model, those that fit in front, in the order in which they go. */
    considered: z.array(
      z.object({
        price: priceRow,
        fits: z.boolean(),
        /** Null for the one that matched. */
        why_not: whyNot.nullable(),
      }),
    ),
    /** How many more there are than `considered` shows. */
    left_out: count,
  })
  .openapi("PriceTestAnswer");
export type PriceTestAnswer = z.infer<typeof priceTestAnswer>;
