import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { GenerationDetail, GenerationsAnswer } from "../../api/contract/generations.ts";
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
    refetchInterval: ({ state }) => (isOpen(state.data) ? LIVE_MS : false),
  });
}

export function releaseHold(id: string, reason: string): Promise<unknown> {
  return callApi(`/api/v1/generations/${encodeURIComponent(id)}/release`, {
    method: "POST",
    body: { reason },
  });
}

function isOpen(detail: GenerationDetail | undefined): boolean {
  return detail !== undefined && ["held", "submitted", "running"].includes(detail.status);
}
