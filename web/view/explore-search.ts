import { MEASURE_KINDS, MEASURES, type Measure } from "../series/measure.ts";
import { intervalFor, type Interval } from "./time-range.ts";
import type { FlatSearch } from "./url-codec.ts";
import { FILTERS, first, oneOf, type FilterName } from "./view-search.ts";
import type { View } from "./view.ts";

export const CHART_KINDS = ["line", "bars", "heat", "table"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

export const TOPS = ["3", "5", "8", "12", "20"] as const;
export type Top = (typeof TOPS)[number];
export const DEFAULT_TOP: Top = "8";

const INTERVALS = ["hour", "day", "week", "month"] as const satisfies readonly Interval[];
/** More points than this are no picture any more. */
const MOST_BUCKETS = 400;
const SHORTEST_MS: Readonly<Record<Interval, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 28 * 86_400_000,
};

/** The part of the address that only the explorer reads. */
export interface ExploreSearch {
  readonly m?: Measure;
  readonly by?: FilterName;
  readonly by2?: FilterName;
  readonly g?: Interval;
  readonly top?: Top;
  readonly kind?: ChartKind;
  /** Each point holds all before it. */
  readonly cum?: "1";
  /** The chart as a table. */
  readonly t?: "1";
}

/** Reads it; what makes no sense falls back to the default. */
export function readExploreSearch(search: FlatSearch): ExploreSearch {
  const m = oneOf(MEASURES, first(search["m"])) ?? "spend";
  const by = oneOf(FILTERS, first(search["by"]));
  const by2 = oneOf(FILTERS, first(search["by2"]));
  const g = oneOf(INTERVALS, first(search["g"]));
  const top = oneOf(TOPS, first(search["top"]));
  const asked = oneOf(CHART_KINDS, first(search["kind"]));
  const kind = asked !== null && kindsFor(m).includes(asked) ? asked : null;
  const cumulates = MEASURE_KINDS[m].additive && (kind === null || kind === "bars");
  return {
    ...(m === "spend" ? {} : { m }),
    ...(by === null ? {} : { by }),
    ...(by === null || by2 === null || by2 === by ? {} : { by2 }),
    ...(g === null ? {} : { g }),
    ...(top === null || top === DEFAULT_TOP ? {} : { top }),
    ...(kind === null || kind === "line" ? {} : { kind }),
    ...(cumulates && first(search["cum"]) === "1" ? { cum: "1" as const } : {}),
    ...(first(search["t"]) === "1" ? { t: "1" as const } : {}),
  };
}

/** Bars are stacked, so they need sums; people and durations of an hour of the week are not told. */
export function kindsFor(measure: Measure): readonly ChartKind[] {
  const { additive, distinct } = MEASURE_KINDS[measure];
  return CHART_KINDS.filter((kind) => {
    if (kind === "bars") return additive;
    return kind === "heat" ? !distinct : true;
  });
}

/** The widths of buckets that make a picture of this period. */
export function intervalsFor(view: Pick<View, "fromMs" | "toMs">): readonly Interval[] {
  const spanMs = view.toMs - view.fromMs;
  return INTERVALS.filter((interval) => spanMs / SHORTEST_MS[interval] <= MOST_BUCKETS);
}

/** The width asked for where it makes a picture, else the one that suits the period. */
export function intervalOf(search: ExploreSearch, view: Pick<View, "fromMs" | "toMs">): Interval {
  const asked = search.g;
  return asked !== undefined && intervalsFor(view).includes(asked) ? asked : intervalFor(view);
}

/** What the figures are split by: none, one or two. */
export function dimensionsOf({ by, by2 }: ExploreSearch): readonly FilterName[] {
  if (by === undefined) return [];
  return by2 === undefined ? [by] : [by, by2];
}
