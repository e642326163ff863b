import { z } from "@hono/zod-openapi";
import { CELL_CLASSES } from "../../domain/reconcile/compare-bill.ts";
import { UNEXPLAINED_REASONS } from "../../domain/reconcile/why-unexplained.ts";
import { amountInput, count, currency, decimal, instant, uuid } from "./scalars.ts";

export const reportQuery = z.strictObject({
  /** How far apart both sides of a cell may be, in the invoice's currency. */
  tolerance: amountInput.default("0.005"),
});

const dimension = z.union([z.string(), z.number(), z.boolean()]);

const sums = {
  billed: decimal,
  /** Of the known costs. */
  metered: decimal,
  cells: count,
  generations: count,
  unpriced: count,
};
const classSum = z.object(sums);

const reportCell = z.object({
  from: z.iso.date(),
  /** The first day outside. */
  to: z.iso.date(),
  class: z.enum(CELL_CLASSES),
  /** Null where the invoice has no line. */
  billed: decimal.nullable(),
  /** Null where nothing was metered, or no cost is known. */
  metered: decimal.nullable(),
  /** Billed less metered, of what is known. */
  difference: decimal,
  /** Of both sides' units, where known. */
  unit: z.string().nullable(),
  billed_units: decimal.nullable(),
  metered_units: decimal.nullable(),
  generations: count,
  unpriced: count,
});

const reportModel = z.object({
  model: z.string(),
  /** What the invoice calls it. */
  names: z.array(z.string()),
  billed: decimal,
  metered: decimal,
  difference: decimal,
  generations: count,
  unpriced: count,
  cells: z.array(reportCell),
});

const proposedPrice = z.object({
  provider: z.string(),
  model: z.string(),
  unit: z.string(),
  conditions: z.record(z.string(), dimension),
  amount: decimal,
  currency,
  valid_from: instant,
  /** Null where nothing later says otherwise. */
  valid_to: instant.nullable(),
  source: z.string(),
});

const proposal = z.object({
  ...proposedPrice.omit({ provider: true, source: true }).shape,
  /** What each unit was metered at; null where no cost was known. */
  before: decimal.nullable(),
  /** What re-rating by it adds to what was metered. */
  explains: decimal,
  /** What stays of these cells' differences. */
  left_over: decimal,
  days: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })),
  generations: count,
  /** The version of the price book that has this amount; null where none does. */
  tier_of: uuid.nullable(),
  tier_conditions: z.record(z.string(), dimension).nullable(),
  /** Ready for `POST /api/v1/prices/rerate`. */
  rerate: z.object({
    scope: z.object({ from: instant, to: instant, provider: z.string(), model: z.string() }),
    tz: z.string(),
    prices: z.array(proposedPrice),
    dry_run: z.boolean(),
  }),
});

export const reconciliationReport = z
  .object({
    invoice: z.object({
      id: uuid,
      provider: z.string(),
      name: z.string(),
      version: z.int(),
      deleted_at: instant.nullable(),
    }),
    currency,
    timezone: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    tolerance: decimal,
    as_of: instant,
    totals: z.object({
      ...sums,
      /** Billed less metered: what is explained and what is not. */
      remainder: decimal,
      explained: decimal,
      unexplained: decimal,
      matched: classSum,
      differs: classSum,
      billed_only: classSum,
      metered_only: classSum,
    }),
    models: z.array(reportModel),
    /** Names on the invoice of which nothing was metered. */
    unknown_models: z.array(z.string()),
    /** Metered in other currencies on these days: in no figure above. */
    other_currencies: z.array(z.object({ currency, metered: decimal, generations: count })),
    proposals: z.array(proposal),
    unexplained: z.array(
      z.object({
        model: z.string(),
        reason: z.enum(UNEXPLAINED_REASONS),
        cells: count,
        amount: decimal,
        /** What the invoice comes to for each metered unit; null where that is not known. */
        billed_per_unit: decimal.nullable(),
      }),
    ),
  })
  .openapi("ReconciliationReport");
export type ReconciliationReport = z.infer<typeof reconciliationReport>;
export type ReportModel = ReconciliationReport["models"][number];
export type ReportCell = ReportModel["cells"][number];
export type ReportProposal = ReconciliationReport["proposals"][number];
