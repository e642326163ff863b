import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

/** What the list of the live page shows. */
export const LIVE_LISTS = ["open", "slow", "ended", "failed"] as const;
export type LiveList = (typeof LIVE_LISTS)[number];

export interface LiveSearch {
  /** Absent: what is in flight. */
  readonly show?: Exclude<LiveList, "open">;
}

export function readLiveSearch(search: FlatSearch): LiveSearch {
  const show = oneOf(LIVE_LISTS, first(search["show"]));
  return show === null || show === "open" ? {} : { show };
}
