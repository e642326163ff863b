import {
  ECONOMICS_DIMENSIONS,
  ECONOMICS_RULES,
  type EconomicsDimension,
} from "../../domain/economics/dimensions.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";

export type EconomicsRule = (typeof ECONOMICS_RULES)[number];

/** The part of the address that the pages about economics read. */
export interface EconomicsSearch {
  readonly split?: EconomicsDimension;
  readonly spread?: EconomicsRule;
  /** A cost book; absent: what is booked. */
  readonly book?: string;
  /** What a subscriber pays for a month; absent: what was recognised. */
  readonly price?: string;
  /** Losing users: those alone who paid something. */
  readonly payers?: "1";
}

export function readEconomicsSearch(search: FlatSearch): EconomicsSearch {
  const split = oneOf(ECONOMICS_DIMENSIONS, first(search["split"]));
  const spread = oneOf(ECONOMICS_RULES, first(search["spread"]));
  const book = firstName(search["book"]);
  const price = first(search["price"]);
  return {
    ...(split === null || split === "feature" ? {} : { split }),
    ...(spread === null || spread === "none" ? {} : { spread }),
    ...(book === null ? {} : { book }),
    ...(price !== null && /^\d{1,9}([.,]\d{1,9})?$/.test(price) ? { price } : {}),
    ...(first(search["payers"]) === "1" ? { payers: "1" as const } : {}),
  };
}
