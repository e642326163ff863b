import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  BreakdownAnswer,
  BreakdownRow,
  SummaryAnswer,
  TimeseriesAnswer,
} from "../../api/contract/analytics.ts";
import type { ChangesAnswer } from "../../api/contract/changes.ts";
import type { Dimension } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { viewParameters } from "./view-parameters.ts";

/** An event is on the page within 5 s of its end: the store has it in about a second, we ask every 3. */
const LIVE_MS = 3_000;
/** What changed reads two periods, and nobody watches it second by second. */
const CHANGES_MS = 30_000;
const SERIES_SHOWN = 20;
export const BREAKDOWN_ROWS = 50;
const FILE_ROWS = 500;

export function summaryQuery(view: View) {
  const query = viewParameters(view);
  return queryOptions({
    queryKey: ["summary", query],
    queryFn: ({ signal }) => callApi<SummaryAnswer>("/api/v1/analytics/summary", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: liveInterval(view),
  });
}

export function timeseriesQuery(view: View, by: Dimension | null) {
  const query = {
    ...viewParameters(view),
    interval: view.interval,
    ...(by === null ? {} : { by, limit: SERIES_SHOWN, compare: "none" }),
  };
  return queryOptions({
    queryKey: ["timeseries", query],
    queryFn: ({ signal }) =>
      callApi<TimeseriesAnswer>("/api/v1/analytics/timeseries", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: liveInterval(view),
  });
}

export function breakdownQuery(view: View, by: Dimension) {
  const query = { ...viewParameters(view), by, limit: BREAKDOWN_ROWS };
  return queryOptions({
    queryKey: ["breakdown", query],
    queryFn: ({ signal }) =>
      callApi<BreakdownAnswer>("/api/v1/analytics/breakdown", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: liveInterval(view),
  });
}

/** What changed against the period compared with; against the one before where the view compares with none. */
export function changesQuery(view: View, by: Dimension) {
  const { compare, ...rest } = viewParameters(view);
  const query = { ...rest, compare: compare === "none" ? "previous" : compare, by };
  return queryOptions({
    queryKey: ["changes", query],
    queryFn: ({ signal }) => callApi<ChangesAnswer>("/api/v1/analytics/changes", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: view.isLive ? CHANGES_MS : false,
  });
}

/** The sums of a file's rows, asked for with them. */
export function wholeSummary(view: View): Promise<SummaryAnswer> {
  const query = { ...viewParameters(view), compare: "none" };
  return callApi("/api/v1/analytics/summary", { query });
}

/** Every value of a dimension, page after page, for a file. */
export async function wholeBreakdown(view: View, by: Dimension): Promise<readonly BreakdownRow[]> {
  const rows: BreakdownRow[] = [];
  const query = { ...viewParameters(view), compare: "none", by, limit: FILE_ROWS };
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: BreakdownAnswer = await callApi("/api/v1/analytics/breakdown", {
      query: { ...query, cursor },
    });
    rows.push(...page.data);
    cursor = page.next_cursor;
  }
  return rows;
}

function liveInterval(view: View): number | false {
  return view.isLive ? LIVE_MS : false;
}
