import {
  allowedIntervals,
  intervalFor,
  resolveRange,
  type Interval,
  type TimeRange,
} from "./time-range.ts";
import {
  DEFAULT_RANGE,
  parseFilter,
  type Comparison,
  type Filter,
  type RangeName,
  type ViewSearch,
} from "./view-search.ts";

/** What a page looks at, with nothing left to default. */
export interface View extends TimeRange {
  readonly range: RangeName;
  readonly timeZone: string;
  readonly interval: Interval;
  /** False while the interval follows from the range. */
  readonly isIntervalChosen: boolean;
  readonly compare: Comparison;
  readonly filters: readonly Filter[];
  /** True while the range reaches past now, so that its figures still move. */
  readonly isLive: boolean;
}

/** Fills a view's defaults: the workspace's zone, the last 30 days, no comparison. */
export function resolveView(search: ViewSearch, workspaceZone: string, nowMs: number): View {
  const range = search.range ?? DEFAULT_RANGE;
  const timeZone = search.tz ?? workspaceZone;
  const choice = { range, from: search.from ?? null, to: search.to ?? null };
  const { fromMs, toMs } = resolveRange(choice, timeZone, nowMs);
  return {
    range,
    timeZone,
    fromMs,
    toMs,
    interval: intervalOf({ fromMs, toMs }, search.g),
    isIntervalChosen: intervalOf({ fromMs, toMs }, search.g) === search.g,
    compare: search.cmp ?? "none",
    filters: (search.f ?? []).map(parseFilter).filter((filter) => filter !== null),
    isLive: toMs > nowMs,
  };
}

/** A chosen interval, unless a chart of this range could not carry it. */
function intervalOf(range: TimeRange, chosen: Interval | undefined): Interval {
  if (chosen !== undefined && allowedIntervals(range).includes(chosen)) return chosen;
  return intervalFor(range);
}
