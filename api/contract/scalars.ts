import { z } from "@hono/zod-openapi";
import { parseMonth } from "../../domain/finance/month.ts";
import { isDecimal, MAX_STORED_NANO, parseNano } from "../../domain/money.ts";

/** A decimal string with at most nine digits after the point; never a float. Sums may be larger than one stored amount. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,29}(\.\d{1,9})?$/)
  .openapi({ example: "0.800000000", description: "Decimal string, at most 9 decimals." });

/** One stored amount, up to 999,999,999.999999999, zero or more. */
export const amountInput = z
  .string()
  .refine(isStorableAmount, {
    message:
      'must be a decimal string of zero or more with at most 9 decimals and 9 whole digits, such as "0.10"',
  })
  .openapi({ example: "0.10", description: "Decimal string, zero or more." });

/** One stored amount that may be negative (a refund). */
export const signedAmountInput = z
  .string()
  .refine((text) => isStorableAmount(text.startsWith("-") ? text.slice(1) : text), {
    message:
      'must be a decimal string with at most 9 decimals and 9 whole digits, such as "4.00" or "-4.00"',
  })
  .openapi({ example: "4.00", description: "Decimal string; negative for a refund." });

/** ISO 4217 shape. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, {
    message: 'must be three capital letters (ISO 4217), such as "USD"',
    abort: true,
  })
  .openapi({ example: "USD" });

/** A calendar month of the workspace's zone. */
export const month = z
  .string()
  .refine((text) => parseMonth(text) !== null, { message: 'must be a month, such as "2026-01"' })
  .openapi({ example: "2026-01" });

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** True for a currency of ISO 4217 that this runtime knows. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Money that comes in must be in a currency that there is: a slip of the pen would be left out of every figure. */
export const currencyInput = currency.refine(isCurrency, {
  message: 'is no currency of ISO 4217, such as "USD"',
});

/** RFC 3339 instant with an offset; answers use UTC with milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .openapi({ example: "2026-11-22T09:00:00.000Z", format: "date-time" });

export const uuid = z
  .guid({ message: "must be a UUID" })
  .openapi({ example: "0190b0f4-7c5e-7000-8000-000000000000", format: "uuid" });

/** Opaque; hand it back unchanged. */
export const cursor = z
  .string()
  .min(1)
  .max(2_000)
  .openapi({ description: "The `next_cursor` of the previous page." });

const MAX_FILTER_LENGTH = 500;
const MAX_FILTER_VALUES = 100;

/** A filter of a query, given once or several times; any of the values may match. */
export const oneOrMany = z
  .union([
    z.string().max(MAX_FILTER_LENGTH),
    z.array(z.string().max(MAX_FILTER_LENGTH)).max(MAX_FILTER_VALUES),
  ])
  .transform((value) => (typeof value === "string" ? [value] : value))
  .openapi({ type: "array", items: { type: "string" } });

export const MAX_PAGE = 500;
export const DEFAULT_PAGE = 50;

/** How many rows a page has, as a query parameter. */
export const pageLimit = z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE);

/** Query of a list without filters. */
export const pageQuery = z.strictObject({ cursor: cursor.optional(), limit: pageLimit });

/** A count or a duration that fits a double exactly. */
export const count = z.int().min(0);

/** A list's answer: `next_cursor` is null on the last page. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), next_cursor: z.string().nullable() });
}

function isStorableAmount(text: string): boolean {
  if (text.startsWith("-") || !isDecimal(text)) return false;
  return parseNano(text) <= MAX_STORED_NANO;
}
