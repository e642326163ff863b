import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  BreakdownAnswer,
  DownloadsAnswer,
  RhythmAnswer,
  TimeseriesAnswer,
} from "../../api/contract/analytics.ts";
import { MEASURE_KINDS, orderFor } from "../series/measure.ts";
import {
  DEFAULT_TOP,
  dimensionsOf,
  intervalOf,
  type ExploreSearch,
} from "../view/explore-search.ts";
import type { FilterName } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { filterParameters, viewParameters } from "./view-parameters.ts";

/** A call of the API as a value: it is asked, copied as curl and exported as a file. */
export interface Question {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
}

const LIVE_MS = 15_000;
const ROWS = 50;
const FACET_VALUES = 30;

/** The question behind the lines and bars of the explorer. */
export function seriesQuestion(view: View, search: ExploreSearch): Question {
  const by = dimensionsOf(search);
  const measure = search.m ?? "spend";
  return {
    path: "/api/v1/analytics/timeseries",
    query: {
      ...viewParameters(view),
      interval: intervalOf(search, view),
      ...(by.length === 0
        ? {}
        : { by: by.join(","), order: orderFor(measure), limit: search.top ?? DEFAULT_TOP }),
      ...(MEASURE_KINDS[measure].distinct ? { figures: "all" } : {}),
    },
  };
}

/** The question behind its table. */
export function tableQuestion(view: View, search: ExploreSearch): Question {
  const by = dimensionsOf(search);
  return {
    path: "/api/v1/analytics/breakdown",
    query: { ...viewParameters(view), by: by.join(","), order: orderFor(search.m ?? "spend") },
  };
}

/** The question behind its week of hours. */
export function rhythmQuestion(view: View): Question {
  const { compare: _compare, ...query } = viewParameters(view);
  return { path: "/api/v1/analytics/rhythm", query };
}

export function exploreSeriesQuery(view: View, search: ExploreSearch) {
  return asked<TimeseriesAnswer>("timeseries", seriesQuestion(view, search), view);
}

export function rhythmQuery(view: View) {
  return asked<RhythmAnswer>("rhythm", rhythmQuestion(view), view);
}

export function exploreTableQuery(view: View, search: ExploreSearch) {
  const { path, query } = tableQuestion(view, search);
  return infiniteQueryOptions({
    queryKey: ["explore-table", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<BreakdownAnswer>(path, {
        query: { ...query, limit: ROWS, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** Waste by its causes, and by what is asked: the causes stand in each row. */
export function wasteByQuery(view: View, by: FilterName) {
  const query = {
    ...viewParameters(view),
    by,
    order: by === "waste" ? "-spend" : "-waste",
    limit: ROWS,
  };
  return asked<BreakdownAnswer>("breakdown", { path: "/api/v1/analytics/breakdown", query }, view);
}

export function wasteTrendQuery(view: View, causes: readonly string[]) {
  const query = {
    ...viewParameters(view),
    compare: "none",
    interval: view.interval,
    by: "waste",
    waste: causes,
  };
  return asked<TimeseriesAnswer>(
    "timeseries",
    { path: "/api/v1/analytics/timeseries", query },
    view,
  );
}

export function unknownDownloadsQuery(view: View) {
  const { compare: _compare, waste: _waste, ...query } = viewParameters(view);
  return asked<DownloadsAnswer>("downloads", { path: "/api/v1/analytics/downloads", query }, view);
}

/** How many generations each value of a dimension has, whatever of them is chosen so far. */
export function facetQuery(view: View, by: FilterName) {
  const { [by]: _chosen, ...others } = filterParameters(view);
  const query = {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    tz: view.timeZone,
    ...others,
    by,
    order: "-generations",
    limit: FACET_VALUES,
  };
  return asked<BreakdownAnswer>("facet", { path: "/api/v1/analytics/breakdown", query }, view);
}

function asked<Answer>(name: string, { path, query }: Question, view: View) {
  return queryOptions({
    queryKey: [name, query],
    queryFn: ({ signal }) => callApi<Answer>(path, { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: view.isLive ? LIVE_MS : false,
  });
}
