import type { FlatSearch } from "./url-codec.ts";
import { first, normaliseFilters, oneOf } from "./view-search.ts";
import type { View } from "./view.ts";

export const FEATURE_TABS = ["cost", "outcomes", "people", "countries", "generations"] as const;
export type FeatureTab = (typeof FEATURE_TABS)[number];

/** The part of the address that only the page of one feature reads. */
export interface FeatureSearch {
  readonly tab?: FeatureTab;
  readonly scale?: "lin" | "log";
  /** Charts as tables. */
  readonly t?: "1";
}

export function readFeatureSearch(search: FlatSearch): FeatureSearch {
  const tab = oneOf(FEATURE_TABS, first(search["tab"]));
  const scale = oneOf(["lin", "log"] as const, first(search["scale"]));
  return {
    ...(tab === null || tab === "cost" ? {} : { tab }),
    ...(scale === null ? {} : { scale }),
    ...(first(search["t"]) === "1" ? { t: "1" as const } : {}),
  };
}

/** A view of one feature alone: the page's own one, whatever a filter of the address says. */
export function featureView(view: View, feature: string): View {
  const filters = normaliseFilters([
    ...filtersBeside(view),
    { name: "feature", values: [feature] },
  ]);
  return { ...view, filters };
}

/** The filters that are not about the feature. */
export function filtersBeside(view: Pick<View, "filters">): View["filters"] {
  return view.filters.filter(({ name }) => name !== "feature");
}
