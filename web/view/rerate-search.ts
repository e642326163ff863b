import { PRICE_UNITS } from "../../domain/generation.ts";
import { isDay } from "./time-range.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";

export const RERATE_FIELDS = [
  "from",
  "to",
  "provider",
  "model",
  "feature",
  "upstream",
  "unpriced_only",
  "unit",
  "amount",
  "currency",
  "minimum_units",
  "valid_from",
  "valid_to",
  "conditions",
] as const;

/**
 * The part of the address that says what is re-rated: the scope from `from` to `unpriced_only` ("true"), and from `unit`
 * on a price to propose for its provider and model. Dates or instants, `to` not included; `conditions` is JSON. It is
 * asked at once when nothing is missing.
 */
export type RerateSearch = { readonly [Name in (typeof RERATE_FIELDS)[number]]?: string };

export function readRerateSearch(search: FlatSearch): RerateSearch {
  const given = RERATE_FIELDS.map((name) => {
    const value = name === "conditions" ? first(search[name]) : firstName(search[name]);
    return [name, value] as const;
  });
  return Object.fromEntries(
    given.filter(([name, value]) => value !== null && (SHAPES[name]?.(value) ?? true)),
  );
}

type RerateField = (typeof RERATE_FIELDS)[number];

const isAmount = (value: string): boolean => /^\d{1,9}(\.\d{1,9})?$/.test(value);
const beginsWithDay = (value: string): boolean => isDay(value.slice(0, 10));

/** What a field must look like, where it is no name. */
const SHAPES: Partial<Record<RerateField, (value: string) => boolean>> = {
  from: beginsWithDay,
  to: beginsWithDay,
  valid_from: beginsWithDay,
  valid_to: beginsWithDay,
  unit: (value) => oneOf(PRICE_UNITS, value) !== null,
  currency: (value) => /^[A-Z]{3}$/.test(value),
  amount: isAmount,
  minimum_units: isAmount,
};
