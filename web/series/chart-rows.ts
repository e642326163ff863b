import { toPixelValue } from "../format/money.ts";
import type { Layout, SeriesPoint } from "./spend-revenue-series.ts";

/** One place on the x axis, in the units that the drawing library reads. Null is a gap. */
export interface ChartRow {
  readonly index: number;
  readonly spend: number | null;
  readonly revenue: number | null;
  /** The last step, drawn in thin dots: from the last closed bucket to the open one. */
  readonly openSpend: number | null;
  readonly openRevenue: number | null;
  readonly previousSpend: number | null;
  readonly previousRevenue: number | null;
  readonly coverage: number | null;
  readonly openCoverage: number | null;
}

/** Turns points into rows to draw. On a log axis zero has no place, so it is a gap. */
export function chartRows(points: readonly SeriesPoint[], layout: Layout): readonly ChartRow[] {
  const place = (decimal: string | null): number | null => {
    if (decimal === null) return null;
    const value = toPixelValue(decimal);
    return layout === "log" && value <= 0 ? null : value;
  };
  return points.map((point, index) => {
    const leadsToOpen = point.open || points[index + 1]?.open === true;
    return {
      index,
      spend: point.open ? null : place(point.spend),
      revenue: point.open ? null : place(point.revenue),
      openSpend: leadsToOpen ? place(point.spend) : null,
      openRevenue: leadsToOpen ? place(point.revenue) : null,
      previousSpend: point.previous === null ? null : place(point.previous.spend),
      previousRevenue: point.previous === null ? null : place(point.previous.revenue),
      coverage: point.open ? null : point.coverage,
      openCoverage: leadsToOpen ? point.coverage : null,
    };
  });
}
