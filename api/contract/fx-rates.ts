import { z } from "@hono/zod-openapi";
import { parseDay } from "../../domain/finance/calendar-day.ts";
import { parseRate } from "../../domain/finance/fx-rate.ts";
import { count, currency, cursor, instant, isCurrency, pageLimit, pageOf } from "./scalars.ts";

/** In one call of JSON; a file may hold more. */
export const MAX_FX_RATES = 5_000;
/** The European Central Bank's whole history is about 2 MB and 220,000 rates. */
export const MAX_FX_CSV_CHARACTERS = 6_000_000;
/** How many changed rates an answer shows; all of them are counted. */
export const MAX_SHOWN_CHANGES = 100;

/** What a rate can be dated; beyond it a date is a typing error. */
const RATE_YEARS = { first: 1970, last: 2099 } as const;

export const calendarDate = z
  .string()
  .refine(isRateDate, { message: 'must be a date, such as "2026-01-31"' })
  .openapi({ example: "2026-01-31", format: "date" });

export const rateDecimal = z
  .string()
  .refine((text) => parseRate(text) !== null, {
    message: 'must be a decimal above zero with at most 12 digits either side, such as "1.0842"',
  })
  .openapi({ example: "1.0842", description: "Units of `quote` that one unit of `base` buys." });

/** True for a date that exists and lies in the years of rates. */
export function isRateDate(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return parseDay(text) !== null && year >= RATE_YEARS.first && year <= RATE_YEARS.last;
}

/** Those that the euro and new issues replaced: histories of rates have them. */
const PAST_CURRENCIES = new Set("CYP EEK LTL LVL MTL ROL SIT SKK TRL".split(" "));
const ratedCurrency = currency.refine((code) => isCurrency(code) || PAST_CURRENCIES.has(code), {
  message: 'is no currency of ISO 4217, such as "USD"',
});

export const fxRateInput = z
  .strictObject({
    date: calendarDate,
    base: ratedCurrency,
    quote: ratedCurrency,
    rate: rateDecimal,
  })
  .refine(({ base, quote }) => base !== quote, {
    message: "must be another currency than base",
    path: ["quote"],
  })
  .openapi("FxRateInput");

/** One rate, or many, all or none. */
export const fxRatesInput = z
  .union([
    z
      .strictObject({ rates: z.array(fxRateInput).min(1).max(MAX_FX_RATES) })
      .openapi("FxRateBatchInput"),
    fxRateInput,
  ])
  .openapi("FxRatesInput");
export type FxRatesInput = z.infer<typeof fxRatesInput>;

export const FX_CSV_FORMATS = ["plain", "ecb"] as const;

export const fxImportInput = z
  .strictObject({
    csv: z.string().min(1).max(MAX_FX_CSV_CHARACTERS),
    /** `plain`: date,base,quote,rate. `ecb`: the European Central Bank's eurofxref-hist.csv, a currency for each column. */
    format: z.enum(FX_CSV_FORMATS),
    /** Reads and compares, and writes nothing. */
    dry_run: z.boolean().default(false),
  })
  .openapi("FxImportInput");

export const fxRateRow = z
  .object({
    date: calendarDate,
    base: currency,
    quote: currency,
    rate: rateDecimal,
    /** Where it came from: `api`, or the format of the file. */
    source: z.string(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("FxRateRow");
export type FxRateRow = z.infer<typeof fxRateRow>;

export const fxRatesWritten = z
  .object({
    /** False for a dry run. */
    applied: z.boolean(),
    created: count,
    changed: count,
    unchanged: count,
    /** The first of those that changed, with what stood there before. */
    changes: z.array(
      z.object({
        date: calendarDate,
        base: currency,
        quote: currency,
        before: rateDecimal,
        after: rateDecimal,
      }),
    ),
  })
  .openapi("FxRatesWritten");
export type FxRatesWritten = z.infer<typeof fxRatesWritten>;

export const fxRatesAnswer = pageOf(fxRateRow).openapi("FxRatesAnswer");
export type FxRatesAnswer = z.infer<typeof fxRatesAnswer>;

export const fxRatesQuery = z.strictObject({
  base: currency.optional(),
  quote: currency.optional(),
  from: calendarDate.optional(),
  /** The first day outside. */
  to: calendarDate.optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});
