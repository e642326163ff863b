import { PRICE_UNITS, type PriceUnit } from "../../domain/generation.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";

/** The part of the address that narrows the price book. */
export interface PriceBookSearch {
  readonly provider?: string;
  /** A part of the model's name. */
  readonly q?: string;
  readonly unit?: PriceUnit;
  /** Only the workspace's own, or only those that are built in. */
  readonly own?: "true" | "false";
}

export function readPriceBookSearch(search: FlatSearch): PriceBookSearch {
  const provider = firstName(search["provider"]);
  const q = firstName(search["q"]);
  const unit = oneOf(PRICE_UNITS, first(search["unit"]));
  const own = oneOf(["true", "false"] as const, first(search["own"]));
  return {
    ...(provider === null ? {} : { provider }),
    ...(q === null ? {} : { q }),
    ...(unit === null ? {} : { unit }),
    ...(own === null ? {} : { own }),
  };
}
