import { DIMENSIONS, first, oneOf, type Dimension } from "./view-search.ts";
import type { FlatSearch } from "./url-codec.ts";

/** The part of the address that only the overview reads. */
export interface OverviewSearch {
  readonly by?: Dimension;
  readonly scale?: "lin" | "log";
  /** Charts as tables. */
  readonly t?: "1";
}

export function readOverviewSearch(search: FlatSearch): OverviewSearch {
  const by = oneOf(DIMENSIONS, first(search["by"]));
  const scale = oneOf(["lin", "log"] as const, first(search["scale"]));
  return {
    ...(by === null || by === "feature" ? {} : { by }),
    ...(scale === null ? {} : { scale }),
    ...(first(search["t"]) === "1" ? { t: "1" as const } : {}),
  };
}
