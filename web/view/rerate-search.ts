import type { FlatSearch } from "./url-codec.ts";
import { first, firstName } from "./view-search.ts";

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
  const given = RERATE_FIELDS.map(
    (name) => [name, (name === "conditions" ? first : firstName)(search[name])] as const,
  );
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}
