import { z } from "@hono/zod-openapi";
import { PRICE_UNITS } from "../../domain/generation.ts";
import {
  amountInput,
  currency,
  cursor,
  decimal,
  instant,
  pageLimit,
  pageOf,
  uuid,
} from "./scalars.ts";

/** A date means its start in UTC. */
const dateOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date ("2026-01-31") or an instant with an offset ("2026-01-31T09:00:00Z")',
});

const conditions = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
    z.union([z.string().min(1).max(200), z.number(), z.boolean()]),
  )
  .refine((value) => Object.keys(value).length <= 20, {
    message: "must hold at most 20 conditions",
  });

/** A new version of the price book; nothing is ever edited. */
export const priceInput = z
  .strictObject({
    provider: z.string().trim().min(1).max(100),
    model: z.string().trim().min(1).max(200),
    unit: z.enum(PRICE_UNITS),
    /** All must equal the request's dimensions. */
    conditions: conditions.default({}),
    amount: amountInput,
    currency,
    valid_from: dateOrInstant,
    valid_to: dateOrInstant.nullish(),
    source: z.string().trim().max(500).nullish(),
  })
  .openapi("PriceInput");
export type PriceInput = z.input<typeof priceInput>;

export const priceRow = z
  .object({
    id: uuid,
    /** True for the workspace's own price, which beats a seeded one. */
    own: z.boolean(),
    provider: z.string(),
    model: z.string(),
    unit: z.string(),
    conditions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    amount: decimal,
    currency,
    valid_from: instant,
    valid_to: instant.nullable(),
    source: z.string().nullable(),
    confidence: z.string().nullable(),
    created_at: instant,
    created_by: z.string().nullable(),
  })
  .openapi("PriceRow");
export type PriceRow = z.infer<typeof priceRow>;

export const pricesAnswer = pageOf(priceRow).openapi("PricesAnswer");
export type PricesAnswer = z.infer<typeof pricesAnswer>;

export const pricesQuery = z.strictObject({
  provider: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  unit: z.enum(PRICE_UNITS).optional(),
  /** `true`: the workspace's own; `false`: seeded ones. */
  own: z.enum(["true", "false"]).optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});
