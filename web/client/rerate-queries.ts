import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  RerateDryRun,
  RerateQuestion,
  RerateRow,
  ReratesAnswer,
} from "../../api/contract/rerates.ts";
import type { UnpricedAnswer } from "../../api/contract/unpriced.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";

const PAGE = 20;
const PROGRESS_MS = 500;

/** What a re-rating would change; null while nothing is asked. */
export function dryRunQuery(question: RerateQuestion | null) {
  return queryOptions({
    queryKey: ["rerates", "dry-run", question],
    queryFn: ({ signal }) =>
      callApi<RerateDryRun>("/api/v1/prices/rerate", {
        method: "POST",
        body: { ...question, dry_run: true },
        signal,
      }),
    enabled: question !== null,
    // Read once and then applied as read.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function beginRerate(question: RerateQuestion): Promise<RerateRow> {
  return callApi("/api/v1/prices/rerate", {
    method: "POST",
    body: { ...question, dry_run: false },
  });
}

export function revertRerate(id: string): Promise<RerateRow> {
  return callApi(`/api/v1/prices/rerates/${encodeURIComponent(id)}/revert`, { method: "POST" });
}

export const reratesQuery = infiniteQueryOptions({
  queryKey: ["rerates", "list"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<ReratesAnswer>("/api/v1/prices/rerates", {
      query: { limit: PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: ({ state }) =>
    state.data?.pages.some((page) => page.data.some(isUnderWay)) === true ? PROGRESS_MS : false,
});

/** One re-rating, asked again for as long as it, or what it changed, is under way. */
export function rerateQuery(id: string) {
  return queryOptions({
    queryKey: ["rerates", "one", id],
    queryFn: ({ signal }) =>
      callApi<RerateRow>(`/api/v1/prices/rerates/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && (isUnderWay(state.data) || isArriving(state.data))
        ? PROGRESS_MS
        : false,
  });
}

/** True while sums of its time may still hold old and new costs. */
export function isArriving({ arriving }: Pick<RerateRow, "arriving">): boolean {
  return arriving.facts > 0 || arriving.days > 0;
}

export function isUnderWay({ state }: Pick<RerateRow, "state">): boolean {
  return state === "applying" || state === "reverting";
}

export function unpricedQuery({ fromMs, toMs, timeZone }: View) {
  const query = {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: timeZone,
  };
  return queryOptions({
    queryKey: ["unpriced", query],
    queryFn: ({ signal }) => callApi<UnpricedAnswer>("/api/v1/prices/unpriced", { query, signal }),
    placeholderData: keepPreviousData,
  });
}
