import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

export const BOOK_DAYS = ["1", "7", "30", "90"] as const;
const DEFAULT_DAYS = "1";

/** The clips of how many days the invariants are asked about. */
export interface SystemSearch {
  readonly days: number;
}

/** Reads the address; absent and unknown is a day. */
export function readSystemSearch(search: FlatSearch): SystemSearch {
  return { days: Number(oneOf(BOOK_DAYS, first(search["days"])) ?? DEFAULT_DAYS) };
}

/** The part of the address that says so: nothing for the default. */
export function systemSearchOf(days: string): { readonly days?: string } {
  const known = oneOf(BOOK_DAYS, days);
  return known === null || known === DEFAULT_DAYS ? {} : { days: known };
}
