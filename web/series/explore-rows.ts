import { toPixelValue } from "../format/money.ts";
import type { ExploreSeries } from "./explore-series.ts";
import type { Value } from "./measure.ts";

/** One place on the x axis, in the units that the drawing library reads. Null is a gap. */
export interface ExploreRow {
  readonly index: number;
  /** By line: closed buckets. */
  readonly closed: readonly (number | null)[];
  /** By line: the last step, from the last closed bucket to the one that is open. */
  readonly open: readonly (number | null)[];
  /** By line: the period compared with. */
  readonly before: readonly (number | null)[];
  /** By line: every bucket, for bars. */
  readonly every: readonly (number | null)[];
  readonly totalBefore: number | null;
}

/** Turns lines into rows to draw. */
export function exploreRows({ buckets, lines, previousTotals }: ExploreSeries): ExploreRow[] {
  return buckets.map((bucket, at) => {
    const leadsToOpen = bucket.open || buckets[at + 1]?.open === true;
    const every = lines.map((line) => place(line.points[at]));
    const hasBefore = bucket.previous !== null;
    return {
      index: at,
      every,
      closed: every.map((value) => (bucket.open ? null : value)),
      open: every.map((value) => (leadsToOpen ? value : null)),
      before: lines.map((line) => (hasBefore ? place(line.previous?.[at]) : null)),
      totalBefore: hasBefore ? place(previousTotals?.[at]) : null,
    };
  });
}

function place(value: Value | undefined): number | null {
  return value === null || value === undefined ? null : toPixelValue(value);
}
