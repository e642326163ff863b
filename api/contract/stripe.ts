import { z } from "@hono/zod-openapi";
import { attributionValue } from "./attribution.ts";
import { count, cursor, instant, pageLimit, pageOf, uuid } from "./scalars.ts";

/** Answers hold its last four characters. */
const webhookSecret = z
  .string()
  .trim()
  .regex(/^whsec_[\x21-\x7e]{8,500}$/, {
    message: "must be the signing secret of the endpoint, which starts with whsec_",
  })
  .openapi({ example: "whsec_…", writeOnly: true });

const name = z.string().trim().min(1).max(100);
const account = z
  .string()
  .regex(/^acct_[A-Za-z0-9]{1,100}$/, { message: "must be an account's id, such as acct_1A2b" })
  .openapi({ description: "Only events of this connected account; without it, only your own." });
const livemode = z
  .boolean()
  .openapi({ description: "true: only live events; false: only test events; null: both." });
const recognise = z.enum(["period", "at_payment"]).openapi({
  description:
    "`period`: a subscription's line is earned over its period; else on its payment's day.",
});

/** Stripe's own limit of a key. */
const metadataKey = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[^[\]\p{Cc}]+$/u, { message: "must be a key that Stripe's metadata can have" });
const metadataKeys = z
  .strictObject({
    feature: metadataKey.optional(),
    user: metadataKey.optional(),
    customer: metadataKey.optional(),
    surface: metadataKey.optional(),
    region: metadataKey.optional(),
    platform: metadataKey.optional(),
    plan: metadataKey.optional(),
  })
  .openapi("StripeMetadataKeys", {
    description: "Where each attribution stands; `reelmeter_feature` and so on where left out.",
  });

const MAX_PRICES = 1_000;
const priceMap = z
  .record(
    z.string().regex(/^[\x21-\x7e]{1,200}$/, {
      message: "must be the id of a price or a product",
    }),
    z.strictObject({ plan: attributionValue.optional(), feature: attributionValue.optional() }),
  )
  .refine((map) => Object.keys(map).length <= MAX_PRICES, {
    message: `must hold at most ${MAX_PRICES} prices`,
  })
  .openapi("StripePriceMap", {
    example: { price_1AbC: { plan: "pro", feature: "remix" } },
    description: "By id of a price or a product; a price goes before its product.",
  });

export const stripeConnectionInput = z
  .strictObject({
    name,
    webhook_secret: webhookSecret,
    livemode: livemode.nullish(),
    account: account.nullish(),
    recognise: recognise.default("period"),
    metadata: metadataKeys.default({}),
    prices: priceMap.default({}),
  })
  .openapi("StripeConnectionInput");
export type StripeConnectionInput = z.input<typeof stripeConnectionInput>;

const MAX_KEEP_HOURS = 168;

/** What is absent stays as it is. `metadata` and `prices` replace what is there. */
export const stripeConnectionPatch = z
  .strictObject({
    name: name.optional(),
    webhook_secret: webhookSecret.optional(),
    /** How long the secret before this one stays good; 0 ends it at once. */
    keep_previous_hours: z.int().min(0).max(MAX_KEEP_HOURS).optional(),
    livemode: livemode.nullish(),
    account: account.nullish(),
    recognise: recognise.optional(),
    metadata: metadataKeys.optional(),
    prices: priceMap.optional(),
  })
  .refine(
    (patch) => patch.keep_previous_hours === undefined || patch.webhook_secret !== undefined,
    { path: ["keep_previous_hours"], message: "needs a new webhook_secret" },
  )
  .openapi("StripeConnectionPatch");
export type StripeConnectionPatch = z.input<typeof stripeConnectionPatch>;

export const stripeConnectionRow = z
  .object({
    id: uuid,
    name: z.string(),
    /** The address to enter at Stripe. */
    webhook_url: z.string(),
    secret_last4: z.string(),
    /** Until when the secret before this one is good; null when there is none. */
    previous_secret_until: instant.nullable(),
    livemode: z.boolean().nullable(),
    account: z.string().nullable(),
    recognise,
    metadata: metadataKeys.required(),
    prices: z.record(
      z.string(),
      z.object({ plan: z.string().optional(), feature: z.string().optional() }),
    ),
    /** Prices that its invoices and subscriptions name, for the map. */
    seen_prices: z.array(z.string()),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("StripeConnectionRow");
export type StripeConnectionRow = z.infer<typeof stripeConnectionRow>;

export const stripeConnectionsAnswer =
  pageOf(stripeConnectionRow).openapi("StripeConnectionsAnswer");
export type StripeConnectionsAnswer = z.infer<typeof stripeConnectionsAnswer>;

const outcome = z.enum(["stored", "unchanged", "waiting", "ignored", "refused"]);

export const stripeReceived = z
  .object({
    received: z.literal(true),
    /** `repeated`: this event came before, and changed nothing now. */
    outcome: z.enum([...outcome.options, "repeated"]),
  })
  .openapi("StripeReceived");
export type StripeReceived = z.infer<typeof stripeReceived>;

export const stripeEventRow = z
  .object({
    id: uuid,
    connection: uuid,
    event_id: z.string(),
    type: z.string(),
    object_id: z.string().nullable(),
    created_at: instant,
    received_at: instant,
    outcome,
    /**
     * Of `waiting`: `payment`, `invoice` or `invoice_payment`, which it waits for. Of `ignored`: `event_type` (not about
     * revenue) or `not_paid`. Of `refused`: what is wrong with it.
     */
    reason: z.string().nullable(),
    /** How many revenue entries it wrote. */
    entries: count,
  })
  .openapi("StripeEventRow");
export type StripeEventRow = z.infer<typeof stripeEventRow>;

export const stripeEventsAnswer = pageOf(stripeEventRow).openapi("StripeEventsAnswer");
export type StripeEventsAnswer = z.infer<typeof stripeEventsAnswer>;

export const stripeEventsQuery = z.strictObject({
  connection: uuid.optional(),
  outcome: outcome.optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

const MAX_EXPORT_CHARACTERS = 7_500_000;

export const stripeBackfillInput = z
  .strictObject({
    /**
     * A file of Stripe's as it is: JSON or a JSON text a line (events, invoices, charges, refunds, …, or the API's lists of
     * them), or CSV of balance transactions or payments, of which the fees are read.
     */
    content: z.string().min(1).max(MAX_EXPORT_CHARACTERS),
    /** Does everything and undoes it, to tell what it would do. */
    dry_run: z.boolean().default(false),
  })
  .openapi("StripeBackfillInput");
export type StripeBackfillInput = z.input<typeof stripeBackfillInput>;

export const stripeBackfillAnswer = z
  .object({
    /** False for a dry run. */
    applied: z.boolean(),
    /** Facts that were read; one object may hold two, such as a charge with its fee. */
    facts: count,
    /** Objects that are about no revenue. */
    others: count,
    created: count,
    changed: count,
    unchanged: count,
    /** Entries taken back: what looked like a sale is an invoice's payment. */
    withdrawn: count,
    subscriptions: count,
    /** Facts that wait for their payment. */
    waiting: count,
  })
  .openapi("StripeBackfillAnswer");
export type StripeBackfillAnswer = z.infer<typeof stripeBackfillAnswer>;
