import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { dimensionsOf, intervalOf, type ExploreSearch } from "../../view/explore-search.ts";
import type { View } from "../../view/view.ts";
import { valueLabel } from "../../view-bar/value-label.ts";

/** The whole question in words: what a link shows, before anything is loaded. */
export function questionSentence(
  search: ExploreSearch,
  view: View,
  t: Messages,
  format: Format,
): string {
  const kind = search.kind ?? "line";
  const overTime = kind === "line" || kind === "bars" || search.by === undefined;
  return t.explore.sentence({
    measure: t.explore.measures[search.m ?? "spend"],
    dimensions: kind === "heat" ? [] : dimensionsOf(search).map((name) => t.dimensions[name]),
    interval:
      overTime && kind !== "heat" ? t.overview.series.intervals[intervalOf(search, view)] : null,
    period:
      view.range === "custom"
        ? format.range(view.fromMs, view.toMs)
        : t.range.inSentence[view.range],
    filters: view.filters.map(({ name, values }) => ({
      name: t.dimensions[name],
      values: values.map((value) => valueLabel(name, value, t)),
    })),
    cumulative: search.cum === "1",
    heat: kind === "heat",
    compared: view.compare === "none" || kind === "heat" ? null : t.explore.against[view.compare],
  });
}
