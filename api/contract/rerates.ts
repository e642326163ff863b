import { z } from "@hono/zod-openapi";
import { bookName, dateOrInstant, priceInput, priceRow } from "./prices.ts";
import { count, decimal, instant, month, pageOf, uuid } from "./scalars.ts";

const name = z.string().min(1).max(200);

export const MAX_PROPOSED_PRICES = 100;

/** A period and a selection of settled generations, and whether to change them. */
export const rerateInput = z
  .strictObject({
    scope: z.strictObject({
      /** By creation; a date means its start in `tz`. */
      from: dateOrInstant,
      to: dateOrInstant,
      provider: name.optional(),
      model: name.optional(),
      feature: name.optional(),
      upstream: name.optional(),
      /** Only those without a known cost. */
      unpriced_only: z.boolean().default(false),
    }),
    /** Prices by this cost book, where one of its versions fits; without it by the prices that are in force. */
    book: bookName.nullish(),
    /**
     * Prices that count as though they were in the book, each as one written now. Applying enters them, all or none;
     * what the book says already is not written again.
     */
    prices: z.array(priceInput).max(MAX_PROPOSED_PRICES).default([]),
    /** Decides the days; the workspace's own zone when absent. */
    tz: z.string().max(64).optional(),
    /** True tells what would change, and changes nothing. */
    dry_run: z.boolean(),
  })
  .openapi("RerateInput");
export type RerateInput = z.output<typeof rerateInput>;
/** The same as a caller writes it, dry or not. */
export type RerateQuestion = Omit<z.input<typeof rerateInput>, "dry_run">;

/** By currency; unknown costs are in none of them. */
const money = z.record(z.string(), decimal);

const part = {
  /** All that were looked at. */
  generations: count,
  changed: count,
  newly_priced: count,
  before: money,
  after: money,
};

export const rerateDiff = z
  .object({
    looked_at: count,
    /** At another amount, or by another arithmetic, than before. */
    changed: count,
    /** Without a known cost before. */
    newly_priced: count,
    /** The price book says what is booked already. */
    unchanged: count,
    /** Those that keep what they have, and why; `unpriced` of them have no known cost. */
    left: z.array(z.object({ reason: z.string(), generations: count, unpriced: count })),
    before: money.openapi({ description: "Known cost of all looked at, by currency." }),
    after: money,
    /** Proposed prices by which none of them is charged: a price that goes before is there already. */
    unused_proposals: z.array(priceRow).default([]),
    by_feature: z.array(z.object({ feature: z.string(), ...part })),
    by_model: z.array(z.object({ provider: z.string(), model: z.string(), ...part })),
    by_day: z.array(z.object({ day: z.iso.date(), ...part })),
    /** The price versions that change something, and what each changes. */
    by_price: z.array(
      z.object({
        price: priceRow,
        /** True for one of the call's own `prices` that the book does not have yet. */
        proposed: z.boolean().default(false),
        model: z.string(),
        changed: count,
        newly_priced: count,
        before: money,
        after: money,
      }),
    ),
  })
  .openapi("RerateDiff");
export type RerateDiff = z.infer<typeof rerateDiff>;

const closedMonths = z.array(month).openapi({
  description:
    "Closed months that the scope touches: their figures stay, and what changes in them is a correction in the first open month.",
});

export const rerateDryRun = z
  .object({
    from: instant,
    to: instant,
    timezone: z.string(),
    diff: rerateDiff,
    closed_months: closedMonths,
    took_ms: count,
  })
  .openapi("RerateDryRun");
export type RerateDryRun = z.infer<typeof rerateDryRun>;

export const rerateRow = z
  .object({
    id: uuid,
    state: z.enum(["applying", "applied", "reverting", "reverted"]),
    scope: z.object({
      from: instant,
      to: instant,
      provider: z.string().nullable(),
      model: z.string().nullable(),
      feature: z.string().nullable(),
      upstream: z.string().nullable(),
      unpriced_only: z.boolean(),
    }),
    /** The cost book that it prices by; null: the prices that are in force. */
    book: z.string().nullable(),
    timezone: z.string(),
    closed_months: closedMonths,
    /** The dry run that it began with. */
    planned: rerateDiff,
    /** Generations that this pass, applying or reverting, has dealt with. */
    done: count,
    /** How many this pass has to deal with; null for one that began before this was written down. */
    total: count.nullable(),
    /** What still has to reach the figures of its time: until both are 0, sums may hold old and new costs. */
    arriving: z.object({ facts: count, days: count }),
    /** What it changed; null until it was applied. */
    result: z
      .object({ changed: count, newly_priced: count, before: money, after: money })
      .nullable(),
    /** Generations that the revert left alone: they were corrected otherwise since. */
    superseded: count,
    created_at: instant,
    created_by: z.string(),
    applied_at: instant.nullable(),
    reverted_at: instant.nullable(),
    reverted_by: z.string().nullable(),
  })
  .openapi("RerateRow");
export type RerateRow = z.infer<typeof rerateRow>;

/** A re-rating in a list: its diff's figures without their parts. */
export const rerateListed = rerateRow
  .omit({ arriving: true })
  .extend({
    planned: rerateDiff.pick({
      looked_at: true,
      changed: true,
      newly_priced: true,
      before: true,
      after: true,
    }),
  })
  .openapi("RerateListed");
export type RerateListed = z.infer<typeof rerateListed>;

export const reratesAnswer = pageOf(rerateListed).openapi("ReratesAnswer");
export type ReratesAnswer = z.infer<typeof reratesAnswer>;
