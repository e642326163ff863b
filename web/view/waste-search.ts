import type { FlatSearch } from "./url-codec.ts";
import { FILTERS, first, oneOf, type FilterName } from "./view-search.ts";

/** What waste may be split by: everything but its own causes, which are columns. */
export const WASTE_DIMENSIONS = FILTERS.filter((name) => name !== "waste");

/** The part of the address that only the page about waste reads. */
export interface WasteSearch {
  readonly by?: FilterName;
  /** The chart as a table. */
  readonly t?: "1";
}

export function readWasteSearch(search: FlatSearch): WasteSearch {
  const by = oneOf(WASTE_DIMENSIONS, first(search["by"]));
  return {
    ...(by === null || by === "feature" ? {} : { by }),
    ...(first(search["t"]) === "1" ? { t: "1" as const } : {}),
  };
}
