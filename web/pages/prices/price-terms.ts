import type { PriceInput } from "../../../api/contract/prices.ts";
import { isDecimal } from "../../../domain/money.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { FieldError } from "../../forms/field-error.ts";
import type { FormFields } from "../../forms/form-fields.ts";
import { readTypedPairs, type TypedPair } from "../../forms/typed-pairs.ts";
import type { Messages } from "../../i18n/en.ts";

/** What a price says of itself, without whose model it is for. */
export type PriceTerms = Omit<PriceInput, "provider" | "model" | "source">;

/** Reads the fields of `PriceTermFields`. @throws FieldError */
export function readTerms(fields: FormFields, t: Messages): PriceTerms {
  const minimum = fields.optional("minimum_units");
  const validTo = fields.optional("valid_to");
  return {
    unit: PRICE_UNITS.find((unit) => unit === fields.text("unit")) ?? "second",
    amount: readDecimal("amount", fields.text("amount"), t),
    currency: fields.text("currency"),
    conditions: readConditions("conditions", fields, t),
    valid_from: fields.text("valid_from"),
    ...(minimum === null ? {} : { minimum_units: readDecimal("minimum_units", minimum, t) }),
    ...(validTo === null ? {} : { valid_to: validTo }),
  };
}

/** Reads a `TypedPairsField`. @throws FieldError naming the line. */
export function readConditions(
  name: string,
  fields: FormFields,
  t: Messages,
): Readonly<Record<string, string | number | boolean>> {
  const read = readTypedPairs(JSON.parse(fields.text(name)) as TypedPair[]);
  if (read.kind === "bad") throw new FieldError(name, t.prices.badPair(read.line));
  return read.pairs;
}

/** A decimal with a point or a comma. @throws FieldError */
export function readDecimal(name: string, text: string, t: Messages): string {
  const decimal = text.replace(",", ".");
  if (!isDecimal(decimal)) throw new FieldError(name, t.prices.badAmount);
  return decimal;
}
