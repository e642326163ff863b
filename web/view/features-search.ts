import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

/** Columns that the list can be ordered by, as the API names them. */
export const FEATURE_SORTS = [
  "value",
  "spend",
  "revenue",
  "margin",
  "coverage",
  "cost_per_delivered",
  "generations",
  "waste",
] as const;
export type FeatureSort = (typeof FEATURE_SORTS)[number];

/** A column, with "-" in front the largest first. */
export type FeatureOrder = FeatureSort | `-${FeatureSort}`;

export const DEFAULT_ORDER: FeatureOrder = "-spend";
const ORDERS = FEATURE_SORTS.flatMap((sort): FeatureOrder[] => [sort, `-${sort}`]);

/** What one looks for first: the largest amounts, but the largest losses and what is covered least. */
const FROM_THE_SMALLEST: ReadonlySet<FeatureSort> = new Set(["value", "margin", "coverage"]);

/** The part of the address that only the list of features reads. */
export interface FeaturesSearch {
  readonly sort?: FeatureOrder;
  /** One row for each surface of a feature. */
  readonly rows?: "surface";
}

export function readFeaturesSearch(search: FlatSearch): FeaturesSearch {
  const sort = oneOf(ORDERS, first(search["sort"]));
  return {
    ...(sort === null || sort === DEFAULT_ORDER ? {} : { sort }),
    ...(first(search["rows"]) === "surface" ? { rows: "surface" as const } : {}),
  };
}

/** The order that a click on a column asks for: its own first one, then the other way round. */
export function orderAfter(current: FeatureOrder, column: FeatureSort): FeatureOrder {
  if (current === column) return `-${column}`;
  if (current === `-${column}`) return column;
  return FROM_THE_SMALLEST.has(column) ? column : `-${column}`;
}
