import { z } from "@hono/zod-openapi";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { isDecimal, parseNano } from "../../domain/money.ts";
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
  uuid,
} from "./scalars.ts";

/** A date means its start in UTC. */
export const dateOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date ("2026-01-31") or an instant with an offset ("2026-01-31T09:00:00Z")',
});

/** PostgreSQL's JSON holds neither a NUL nor half of a surrogate pair. */
const UNSTORABLE = /\0|[\ud800-\udfff]/u;

export const dimensionValue = z.union([
  z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !UNSTORABLE.test(text), {
      message: "holds a character that can't be stored",
    }),
  z.number(),
  z.boolean(),
]);

export const dimensionName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

const conditions = z
  .record(dimensionName, dimensionValue)
  .refine((value) => Object.keys(value).length <= 20, {
    message: "must hold at most 20 conditions",
  });

/** The name of a cost book: what figures can be asked for by, and what is in force for nobody. */
export const bookName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !UNSTORABLE.test(text), { message: "holds a character that can't be stored" })
  .openapi({ example: "analyst estimate" });
/** What an amount is per. */
const unit = z.enum(PRICE_UNITS, { error: `must be one of ${PRICE_UNITS.join(", ")}` });

const content = z.strictObject({
  /** Puts it into this cost book, where it settles, holds and limits nothing; without it the price is in force. */
  book: bookName.nullish(),
  provider: z.string().trim().min(1).max(100),
  /** `*` is any model of the provider; a price that names the model goes before it. */
  model: z.string().trim().min(1).max(200),
  unit,
  /** All must equal the request's dimensions. */
  conditions: conditions.default({}),
  amount: amountInput,
  currency: currencyInput,
  /** Fewer units than these are charged as these. */
  minimum_units: amountInput
    .refine((text) => !isDecimal(text) || parseNano(text) > 0n, {
      message: "must be more than zero",
    })
    .nullish(),
  valid_from: dateOrInstant,
  valid_to: dateOrInstant.nullish(),
  source: z.string().trim().max(500).nullish(),
});

function endsAfterStart(price: { valid_from: string; valid_to?: string | null | undefined }) {
  return price.valid_to == null || !(Date.parse(price.valid_to) <= Date.parse(price.valid_from));
}
const AFTER_START = { path: ["valid_to"], message: "must lie after valid_from" };

/** A new version of the price book; nothing is ever edited. */
export const priceInput = content.refine(endsAfterStart, AFTER_START).openapi("PriceInput");
export type PriceInput = z.input<typeof priceInput>;

/** A price as it is exported and imported. */
export const priceTransfer = content
  .extend({
    /** False: it ships with the product, and an import leaves it as it is. */
    own: z.boolean().default(true),
    confidence: z.string().trim().max(50).nullish(),
  })
  .refine(endsAfterStart, AFTER_START)
  .openapi("PriceTransfer");
export type PriceTransfer = z.output<typeof priceTransfer>;

export const priceRow = z
  .object({
    id: uuid,
    /** True for the workspace's own price, which beats a seeded one. */
    own: z.boolean(),
    /** Its cost book; null for a price that is in force. */
    book: z.string().nullable(),
    provider: z.string(),
    model: z.string(),
    unit: z.string(),
    conditions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    amount: decimal,
    currency,
    minimum_units: decimal.nullable(),
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
  /** A part of the model's name, in any case. */
  q: z.string().max(200).optional(),
  unit: z.enum(PRICE_UNITS).optional(),
  /** `true`: the workspace's own; `false`: seeded ones. */
  own: z.enum(["true", "false"]).optional(),
  /** Those of one cost book; without it those of all books and those in force. */
  book: bookName.optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

/** Who is in the price book, in the order of their names. */
export const priceProviders = z
  .object({
    data: z.array(
      z.object({
        provider: z.string(),
        /** Versions of the workspace's own. */
        own: count,
        /** Versions that ship with the product. */
        shipped: count,
      }),
    ),
  })
  .openapi("PriceProviders");
export type PriceProviders = z.infer<typeof priceProviders>;

export const MAX_IMPORTED_PRICES = 2_000;

/** All or none. `csv` has the columns of the export; of a JSON export `prices` is taken as it is. */
export const priceImportInput = z
  .union([
    z.strictObject({
      prices: z.array(priceTransfer).min(1).max(MAX_IMPORTED_PRICES),
      /** Checks and answers the same, and writes nothing. */
      dry_run: z.boolean().default(false),
    }),
    z.strictObject({ csv: z.string().min(1), dry_run: z.boolean().default(false) }),
  ])
  .openapi("PriceImportInput");

export const priceImported = z
  .object({
    /** False after a dry run. */
    applied: z.boolean(),
    added: count,
    /** The book says so already: not written again. */
    unchanged: count,
    /** Prices that ship with the product. */
    shipped: count,
    rows: z.array(
      z.object({
        /** `line 3` of a CSV text, `prices[2]` of a list. */
        at: z.string(),
        outcome: z.enum(["added", "unchanged", "shipped"]),
      }),
    ),
  })
  .openapi("PriceImported");
export type PriceImported = z.infer<typeof priceImported>;

export const priceExportQuery = z.strictObject({
  format: z.enum(["json", "csv"]).default("json"),
  /** `true`: the workspace's own; `false`: seeded ones; without it all. */
  own: z.enum(["true", "false"]).optional(),
});

const exportedPrice = z
  .object({
    own: z.boolean(),
    book: z.string().nullable(),
    provider: z.string(),
    model: z.string(),
    unit: z.string(),
    conditions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    amount: decimal,
    currency,
    minimum_units: decimal.nullable(),
    valid_from: instant,
    valid_to: instant.nullable(),
    source: z.string().nullable(),
    confidence: z.string().nullable(),
  })
  .openapi("ExportedPrice");
export type ExportedPrice = z.infer<typeof exportedPrice>;

/** In the order in which they were written, so that an import writes them in that order too. */
export const pricesExport = z.object({ prices: z.array(exportedPrice) }).openapi("PricesExport");

export const booksAnswer = z
  .object({
    /** By name. */
    data: z.array(z.object({ book: z.string(), prices: count })),
  })
  .openapi("BooksAnswer");
export type BooksAnswer = z.infer<typeof booksAnswer>;
