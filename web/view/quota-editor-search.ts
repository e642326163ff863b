import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

export const REPLAY_DAYS = ["7", "14", "30", "90"] as const;
export type ReplayDays = (typeof REPLAY_DAYS)[number];
export const DEFAULT_REPLAY: ReplayDays = "30";

/** The part of the address that the rule editor reads. */
export interface QuotaEditorSearch {
  /** How many days the preview replays. */
  readonly days?: ReplayDays;
}

export function readQuotaEditorSearch(search: FlatSearch): QuotaEditorSearch {
  const days = oneOf(REPLAY_DAYS, first(search["days"]));
  return days === null || days === DEFAULT_REPLAY ? {} : { days };
}
