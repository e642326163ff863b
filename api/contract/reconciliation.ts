import { z } from "@hono/zod-openapi";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { BILL_COLUMNS } from "../../domain/reconcile/bill-columns.ts";
import { DATE_ORDERS } from "../../domain/reconcile/read-bill-days.ts";
import { isRateDate } from "./fx-rates.ts";
import {
  amountInput,
  count,
  currency,
  currencyInput,
  cursor,
  decimal,
  instant,
  pageLimit,
  pageOf,
  signedAmountInput,
  uuid,
} from "./scalars.ts";

export const MAX_BILL_LINES = 10_000;
export const MAX_BILL_CSV_CHARACTERS = 6_000_000;
/** How many lines the answer to a write shows. */
export const SHOWN_LINES = 20;
/** Days of one invoice, as many as a re-rating takes. */
export const MAX_BILL_DAYS = 400;

/** PostgreSQL's JSON holds neither a NUL nor half of a surrogate pair. */
const UNSTORABLE = /\0|[\ud800-\udfff]/u;
const isStorable = (text: string) => !UNSTORABLE.test(text);
const NOT_STORABLE = { message: "holds a character that can't be stored" };
const label = (max: number) => z.string().trim().min(1).max(max).refine(isStorable, NOT_STORABLE);

const day = z.string().refine(isRateDate, { message: 'must be a date, such as "2026-03-05"' });
const dayOrMonth = z
  .string()
  .refine((text) => isRateDate(text) || (/^\d{4}-\d{2}$/.test(text) && isRateDate(`${text}-01`)), {
    message: 'must be a date ("2026-03-05") or a month ("2026-03")',
  });

/** One way or the other, never both. */
function saysItsDays(line: {
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): boolean {
  const given = [line.from, line.to].filter((each) => each !== undefined).length;
  return line.date === undefined ? given === 2 : given === 0;
}

export const billLineInput = z
  .strictObject({
    /** The day or the month that it is for; or `from` and `to`, the first day outside. */
    date: dayOrMonth.optional(),
    from: day.optional(),
    to: day.optional(),
    /** As the provider spells it. */
    model: label(200),
    amount: signedAmountInput,
    units: amountInput.nullish(),
    unit: z.enum(PRICE_UNITS).nullish(),
    description: label(500).nullish(),
  })
  .refine(saysItsDays, { path: ["date"], message: "must be given, or else both from and to" })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["to"],
    message: "must lie after from",
  })
  .refine(({ units, unit }) => (units == null) === (unit == null), {
    path: ["unit"],
    message: "must be given with units, and only then",
  })
  .openapi("BillLineInput");
export type BillLineInput = z.output<typeof billLineInput>;

const provider = label(100);
const dryRun = z.boolean().default(false);
const about = {
  /** The provider's number of the invoice: the same again replaces what was handed in under it. */
  name: label(200),
  /** Of the days on the invoice. Providers mostly bill by days in UTC. */
  tz: z.string().max(64).default("UTC"),
  /** The first day that it covers and the first that it does not; the days of its lines when absent. */
  from: day.optional(),
  to: day.optional(),
  /** The provider's names of models, and ours. */
  models: z
    .record(label(200), label(200))
    .refine((models) => Object.keys(models).length <= 500, {
      message: "must hold at most 500 names",
    })
    .default({}),
  dry_run: dryRun,
};

/** Runway's answer to `POST /v1/organization/usage`; other members are left alone. */
const runwayUsage = z.object({
  results: z
    .array(
      z.object({
        date: day,
        usedCredits: z.array(z.object({ model: label(200), amount: z.number().int().min(0) })),
      }),
    )
    .min(1),
});

/** An invoice as its lines, as a CSV export, or as Runway's usage, which is in credits. */
export const invoiceInput = z
  .union([
    z.strictObject({
      ...about,
      provider,
      currency: currencyInput,
      lines: z.array(billLineInput).min(1).max(MAX_BILL_LINES),
    }),
    z.strictObject({
      ...about,
      provider,
      currency: currencyInput,
      csv: z.string().min(1).max(MAX_BILL_CSV_CHARACTERS).refine(isStorable, NOT_STORABLE),
      /** Which column is which, where the guess is wrong; null for none. */
      mapping: z.partialRecord(z.enum(BILL_COLUMNS), z.string().min(1).nullable()).default({}),
      /** What units are, where no column says so. */
      unit: z.enum(PRICE_UNITS).optional(),
      /** Of dates that do not begin with the year. */
      date_order: z.enum(DATE_ORDERS).optional(),
      /** The mark before decimals; found out when absent. */
      decimal_mark: z.enum([".", ","]).optional(),
    }),
    z.strictObject({
      ...about,
      provider: provider.default("runway"),
      /** That of the price per credit when absent. */
      currency: currencyInput.optional(),
      runway_usage: runwayUsage,
    }),
  ])
  .openapi("InvoiceInput");
export type InvoiceInput = z.output<typeof invoiceInput>;

const billLine = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  model: z.string(),
  amount: decimal,
  units: decimal.nullable(),
  unit: z.string().nullable(),
  description: z.string().nullable(),
});

const invoiceFacts = {
  id: uuid,
  provider: z.string(),
  name: z.string(),
  version: z.int().min(1),
  currency,
  timezone: z.string(),
  from: z.iso.date(),
  /** The first day outside. */
  to: z.iso.date(),
  source: z.enum(["lines", "csv", "runway_usage"]),
  lines: count,
  billed: decimal,
  models: z.record(z.string(), z.string()),
  created_at: instant,
  created_by: z.string(),
  deleted_at: instant.nullable(),
};

export const invoiceWritten = z
  .object({
    /** False for a dry run. */
    applied: z.boolean(),
    outcome: z.enum(["created", "changed", "unchanged"]),
    invoice: z.object({ ...invoiceFacts, id: uuid.nullable() }),
    /** Of a CSV: which column was taken for which. */
    mapping: z.partialRecord(z.enum(BILL_COLUMNS), z.string().nullable()).nullable(),
    /** The first of the lines, as they were read. */
    shown_lines: z.array(billLine),
    by_model: z.array(
      z.object({ name: z.string(), model: z.string(), lines: count, billed: decimal }),
    ),
  })
  .openapi("InvoiceWritten");
export type InvoiceWritten = z.infer<typeof invoiceWritten>;

export const invoiceRow = z
  .object({
    ...invoiceFacts,
    /** Our settled cost of that provider on these days, in the invoice's currency. */
    metered: decimal,
    difference: decimal,
    generations: count,
    unpriced: count,
  })
  .openapi("InvoiceRow");
export type InvoiceRow = z.infer<typeof invoiceRow>;

export const invoicesAnswer = pageOf(invoiceRow).openapi("InvoicesAnswer");
export type InvoicesAnswer = z.infer<typeof invoicesAnswer>;

export const invoicesQuery = z.strictObject({
  provider: z.string().max(100).optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

export const invoiceDetail = z
  .object({
    ...invoiceFacts,
    data: z.array(billLine),
    /** All that was handed in under this name, the latest first. */
    versions: z.array(
      z.object({
        version: z.int(),
        source: z.string(),
        currency,
        billed: decimal,
        lines: count,
        created_at: instant,
        created_by: z.string(),
      }),
    ),
  })
  .openapi("InvoiceDetail");
export type InvoiceDetail = z.infer<typeof invoiceDetail>;
