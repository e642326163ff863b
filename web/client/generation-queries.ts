import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  GenerationDetail,
  GenerationsAnswer,
  NeighboursAnswer,
  RelatedAnswer,
} from "../../api/contract/generations.ts";
import { isOpenClip } from "../series/clip-timeline.ts";
import type { GenerationsSearch } from "../view/generations-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { filterParameters } from "./view-parameters.ts";

const LIVE_MS = 3_000;
const ROWS_PER_PAGE = 50;

/** The parameters that name a list of generations. */
export function listParameters(view: View, { q, downloads, order }: GenerationsSearch) {
  return {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    ...filterParameters(view),
    ...(q === undefined ? {} : { search: q }),
    ...(downloads === undefined ? {} : { downloads }),
    ...(order === undefined ? {} : { order }),
  };
}

export function generationsQuery(view: View, search: GenerationsSearch) {
  const { cursor, order } = search;
  const query = {
    ...listParameters(view, search),
    limit: ROWS_PER_PAGE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return queryOptions({
    queryKey: ["generations", query],
    queryFn: ({ signal }) => callApi<GenerationsAnswer>("/api/v1/generations", { query, signal }),
    placeholderData: keepPreviousData,
    // By another order every row is looked at each time.
    refetchInterval: view.isLive && cursor === undefined && order === undefined ? LIVE_MS : false,
  });
}

export function generationQuery(id: string) {
  return queryOptions({
    queryKey: ["generation", id],
    queryFn: ({ signal }) =>
      callApi<GenerationDetail>(`/api/v1/generations/${encodeURIComponent(id)}`, { signal }),
    // Not while the tab is hidden: that is the client's default.
    refetchInterval: ({ state: { data, dataUpdatedAt } }) =>
      data !== undefined && isOpenClip(data)
        ? pollPause(dataUpdatedAt - Date.parse(data.created_at))
        : false,
  });
}

const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
const PAUSE_PER_AGE = 0.1;

/** How long to wait before asking again for a clip that has not ended: the older it is, the longer. */
export function pollPause(ageMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, ageMs * PAUSE_PER_AGE));
}

/** What stands before and behind a clip in a list. */
export function neighboursQuery(id: string, view: View, search: GenerationsSearch) {
  const query = listParameters(view, search);
  return queryOptions({
    queryKey: ["neighbours", id, query],
    queryFn: ({ signal }) =>
      callApi<NeighboursAnswer>(`/api/v1/generations/${encodeURIComponent(id)}/neighbours`, {
        query,
        signal,
      }),
    // The range of a live view moves on; the clip's neighbours hardly ever do.
    placeholderData: (before, of) => (of?.queryKey[1] === id ? before : undefined),
  });
}

/** What a clip is tied to; asked for again while it has not ended. */
export function relatedQuery(id: string, isOpen: boolean) {
  return queryOptions({
    queryKey: ["related", id],
    queryFn: ({ signal }) =>
      callApi<RelatedAnswer>(`/api/v1/generations/${encodeURIComponent(id)}/related`, { signal }),
    refetchInterval: ({ state }) =>
      isOpen || state.data?.stored === false ? LONGEST_PAUSE_MS / 3 : false,
  });
}

export function releaseHold(id: string, reason: string): Promise<unknown> {
  return callApi(`/api/v1/generations/${encodeURIComponent(id)}/release`, {
    method: "POST",
    body: { reason },
  });
}
