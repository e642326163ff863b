import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BreakdownAnswer, TimeseriesAnswer } from "../../api/contract/analytics.ts";
import type { ClipCostsAnswer, ConcentrationAnswer } from "../../api/contract/clip-costs.ts";
import type { RevenueAnswer } from "../../api/contract/revenue.ts";
import type { FeatureOrder } from "../view/features-search.ts";
import type { FilterName } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { REVENUE_KEY } from "./revenue-queries.ts";
import { viewParameters } from "./view-parameters.ts";

const LIVE_MS = 15_000;
const ROWS = 50;
const TREND_DAYS = 30;
const TRENDS = 20;
/** Models times states, or kinds of failure: all of them. */
const ALL = 500;

/** Features, or features with their surfaces, a page at a time. */
export function featuresQuery(view: View, by: readonly FilterName[], order: FeatureOrder) {
  const query = { ...parametersOf(view), by: by.join(","), order, limit: ROWS };
  return infiniteQueryOptions({
    queryKey: ["features", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<BreakdownAnswer>("/api/v1/analytics/breakdown", {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: live(view),
  });
}

/** The feature that loses most; where revenue can't be told, the one that costs most. */
export function worstFeatureQuery(view: View) {
  const query = { ...parametersOf(view), by: "feature", order: "margin", limit: 1 };
  return breakdown("worst-feature", query, view);
}

/** The spend of each row day by day, over the thirty days that end with the view. */
export function featureTrendsQuery(view: View, by: readonly FilterName[]) {
  const query = {
    ...parametersOf(view),
    from: new Date(view.toMs - TREND_DAYS * 86_400_000).toISOString(),
    interval: "day",
    by: by.join(","),
    limit: TRENDS,
  };
  return queryOptions({
    queryKey: ["feature-trends", query],
    queryFn: ({ signal }) =>
      callApi<TimeseriesAnswer>("/api/v1/analytics/timeseries", { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Figures by one or two dimensions, the first `limit` of them. */
export function splitQuery(view: View, by: readonly FilterName[], limit: number = ALL) {
  return breakdown("split", { ...parametersOf(view), by: by.join(","), limit }, view);
}

export function clipCostsQuery(view: View) {
  const query = parametersOf(view);
  return queryOptions({
    queryKey: ["clip-costs", query],
    queryFn: ({ signal }) =>
      callApi<ClipCostsAnswer>("/api/v1/analytics/clip-costs", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live(view),
  });
}

export function concentrationQuery(view: View) {
  const query = parametersOf(view);
  return queryOptions({
    queryKey: ["concentration", query],
    queryFn: ({ signal }) =>
      callApi<ConcentrationAnswer>("/api/v1/analytics/concentration", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live(view),
  });
}

/** Whether the workspace has ever recorded revenue: without any, revenue is not 0 but unknown. */
export const revenueConnectedQuery = queryOptions({
  queryKey: [...REVENUE_KEY, "connected"],
  queryFn: async ({ signal }) => {
    const answer = await callApi<RevenueAnswer>("/api/v1/revenue", { query: { limit: 1 }, signal });
    return answer.data.length > 0;
  },
});

function breakdown(name: string, query: Readonly<Record<string, unknown>>, view: View) {
  return queryOptions({
    queryKey: [name, query],
    queryFn: ({ signal }) =>
      callApi<BreakdownAnswer>("/api/v1/analytics/breakdown", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live(view),
  });
}

function parametersOf(view: View): Readonly<Record<string, unknown>> {
  const { compare: _compare, ...query } = viewParameters(view);
  return query;
}

function live(view: View): number | false {
  return view.isLive ? LIVE_MS : false;
}
