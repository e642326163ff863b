import { z } from "@hono/zod-openapi";
import { isDecimal, parseNano } from "../../domain/money.ts";
import { attributionValue } from "./attribution.ts";
import {
  count,
  currency,
  currencyInput,
  cursor,
  decimal,
  instant,
  oneOrMany,
  pageLimit,
  pageOf,
  signedAmountInput,
  uuid,
} from "./scalars.ts";

export const MAX_REVENUE_ENTRIES = 1_000;

/** What every store can hold and a payment can have; beyond it a date is a typing error. */
const PAYMENT_YEARS = { first: 2000, last: 2099 } as const;

const paymentInstant = instant.refine(
  (text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= PAYMENT_YEARS.first && year <= PAYMENT_YEARS.last && /^\d{4}-/.test(text);
  },
  { message: `must lie in the years ${PAYMENT_YEARS.first} to ${PAYMENT_YEARS.last}` },
);

/** Longer than any subscription; beyond it an end is a typing error. */
const MAX_PERIOD_DAYS = 3_660;
const DAY_MS = 86_400_000;

/** Over which an amount is earned: half open, recognised by the calendar days that it touches. */
const revenuePeriod = z
  .strictObject({ from: paymentInstant, to: paymentInstant })
  .superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", path: ["to"], message });
    };
    if (days <= 0) refuse("must lie after from");
    if (days > MAX_PERIOD_DAYS) refuse(`must lie at most ${MAX_PERIOD_DAYS} days after from`);
  })
  .openapi("RevenuePeriod");

export const revenueEntryInput = z
  .strictObject({
    /** Your own id of the payment: the same id again changes the entry, never doubles it. */
    external_id: z.string().min(1).max(200),
    occurred_at: paymentInstant,
    /** Net: `gross` less `fees` and `refunded`, where `gross` and `fees` are given. */
    amount: signedAmountInput,
    currency: currencyInput,
    /** What the customer paid. */
    gross: signedAmountInput.nullish(),
    /** What others kept of it: a store's share, a payment provider's fee. */
    fees: signedAmountInput.nullish(),
    /** What of it was given back since: write the entry again with it, and its amount is less. */
    refunded: signedAmountInput.nullish(),
    /** A subscription's or a pack's time; without one the amount is recognised on the day of `occurred_at`. */
    period: revenuePeriod.nullish(),
    feature: attributionValue.optional(),
    surface: attributionValue.optional(),
    customer: attributionValue.optional(),
    user: attributionValue.optional(),
    region: attributionValue.optional(),
    platform: attributionValue.optional(),
    plan: attributionValue.optional(),
    note: z.string().max(1_000).nullish(),
  })
  .superRefine(({ amount, gross, fees, refunded }, context) => {
    if (gross == null || fees == null) return;
    const back = refunded ?? "0";
    // A malformed one is named already.
    if (![amount, gross, fees, back].every(isDecimal)) return;
    if (parseNano(gross) - parseNano(fees) - parseNano(back) === parseNano(amount)) return;
    const message =
      refunded == null ? "must be gross less fees" : "must be gross less fees and refunded";
    context.addIssue({ code: "custom", path: ["amount"], message });
  })
  .openapi("RevenueEntryInput");
export type RevenueEntryInput = z.infer<typeof revenueEntryInput>;

/** Many entries at once, all or none. */
export const revenueBatchInput = z
  .strictObject({ entries: z.array(revenueEntryInput).min(1).max(MAX_REVENUE_ENTRIES) })
  .openapi("RevenueBatchInput");

/** One entry, or many. */
export const revenueInput = z.union([revenueBatchInput, revenueEntryInput]).openapi("RevenueInput");
export type RevenueInput = z.infer<typeof revenueInput>;

export const revenueRow = z
  .object({
    id: uuid,
    external_id: z.string(),
    version: count,
    occurred_at: instant,
    amount: decimal,
    currency,
    // Answers kept under an Idempotency-Key before these four were there lack them.
    gross: decimal.nullable().default(null),
    fees: decimal.nullable().default(null),
    refunded: decimal.nullable().default(null),
    period: z.object({ from: instant, to: instant }).nullable().default(null),
    feature: z.string(),
    surface: z.string(),
    customer: z.string(),
    user: z.string(),
    region: z.string(),
    platform: z.string(),
    plan: z.string(),
    source: z.string(),
    note: z.string().nullable(),
    deleted_at: instant.nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("RevenueRow");
export type RevenueRow = z.infer<typeof revenueRow>;

/** What an entry said from `recorded_at` on. */
export const revenueVersion = revenueRow
  .omit({ id: true, created_at: true, updated_at: true })
  .extend({ recorded_at: instant })
  .openapi("RevenueVersion");
export type RevenueVersion = z.infer<typeof revenueVersion>;

export const revenueVersionsAnswer = z
  .object({ data: z.array(revenueVersion) })
  .openapi("RevenueVersionsAnswer");
export type RevenueVersionsAnswer = z.infer<typeof revenueVersionsAnswer>;

export const revenueWritten = z
  .object({
    created: count,
    changed: count,
    unchanged: count,
    data: z.array(revenueRow.extend({ outcome: z.enum(["created", "changed", "unchanged"]) })),
  })
  .openapi("RevenueWritten");
export type RevenueWritten = z.infer<typeof revenueWritten>;

export const revenueAnswer = pageOf(revenueRow).openapi("RevenueAnswer");
export type RevenueAnswer = z.infer<typeof revenueAnswer>;

export const revenueQuery = z.strictObject({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  tz: z.string().max(64).optional(),
  feature: oneOrMany.optional(),
  user: oneOrMany.optional(),
  customer: oneOrMany.optional(),
  plan: oneOrMany.optional(),
  currency: oneOrMany.optional(),
  source: oneOrMany
    .optional()
    .openapi({ description: "`import` finds the entries of all imports, `import:<id>` of one." }),
  external_id: z.string().max(200).optional(),
  deleted: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .openapi({ description: "`true`: the deleted entries, and no others." }),
  cursor: cursor.optional(),
  limit: pageLimit,
});
