import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { GenerationDetail, GenerationsAnswer } from "../../api/contract/generations.ts";
import { isOpenClip } from "../series/clip-timeline.ts";
import type { GenerationsSearch } from "../view/generations-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { filterParameters } from "./view-parameters.ts";

const LIVE_MS = 3_000;
const ROWS_PER_PAGE = 50;

export function generationsQuery(view: View, { cursor, q, downloads }: GenerationsSearch) {
  const query = {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    ...filterParameters(view),
    limit: ROWS_PER_PAGE,
    ...(q === undefined ? {} : { search: q }),
    ...(downloads === undefined ? {} : { downloads }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return queryOptions({
    queryKey: ["generations", query],
    queryFn: ({ signal }) => callApi<GenerationsAnswer>("/api/v1/generations", { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: view.isLive && cursor === undefined ? LIVE_MS : false,
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

export function releaseHold(id: string, reason: string): Promise<unknown> {
  return callApi(`/api/v1/generations/${encodeURIComponent(id)}/release`, {
    method: "POST",
    body: { reason },
  });
}
