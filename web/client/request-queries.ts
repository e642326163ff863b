import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RequestFacets, RequestRow, RequestsAnswer } from "../../api/contract/requests.ts";
import type { RequestFacet } from "../../domain/request-scope.ts";
import { knownFilters, type RequestsSearch } from "../view/requests-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";

const LIVE_MS = 5_000;
/** They are counted over the whole period, the list is not. */
const LIVE_COUNTS_MS = 30_000;
const ROWS_PER_PAGE = 50;
const ALL_OF_ONE = 200;

export function requestsQuery(view: View, search: RequestsSearch) {
  const { cursor } = search;
  const query = {
    ...scopeParameters(view, search),
    limit: ROWS_PER_PAGE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return queryOptions({
    queryKey: ["requests", query],
    queryFn: ({ signal }) => callApi<RequestsAnswer>("/api/v1/requests", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: view.isLive && cursor === undefined ? LIVE_MS : false,
  });
}

/** How many requests of the view have each value of one of their parts. */
export function requestFacetsQuery(view: View, search: RequestsSearch, by: RequestFacet) {
  const query = { ...scopeParameters(view, search), by };
  return queryOptions({
    queryKey: ["request-facets", query],
    queryFn: ({ signal }) => callApi<RequestFacets>("/api/v1/requests/facets", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: view.isLive ? LIVE_COUNTS_MS : false,
  });
}

export function requestQuery(id: string) {
  return queryOptions({
    queryKey: ["request", id],
    queryFn: ({ signal }) =>
      callApi<RequestRow>(`/api/v1/requests/${encodeURIComponent(id)}`, { signal }),
  });
}

export function siblingsQuery(generationId: string) {
  const query = { generation_id: generationId, limit: ALL_OF_ONE };
  return queryOptions({
    queryKey: ["requests", query],
    queryFn: ({ signal }) => callApi<RequestsAnswer>("/api/v1/requests", { query, signal }),
  });
}

function scopeParameters(view: View, { q, status, route, code }: RequestsSearch) {
  return {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    ...Object.fromEntries(knownFilters(view.filters).map(({ name, values }) => [name, values])),
    ...(q === undefined ? {} : { search: q }),
    ...(status === undefined ? {} : { status_class: status }),
    ...(route === undefined ? {} : { route }),
    ...(code === undefined ? {} : { error_code: code }),
  };
}
