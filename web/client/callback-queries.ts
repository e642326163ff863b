import { queryOptions } from "@tanstack/react-query";
import type { CallbackRow, CallbacksAnswer } from "../../api/contract/callbacks.ts";
import { callApi } from "./call-api.ts";

const MOST = 200;
const LIVE_MS = 3_000;

/** What providers sent about a generation; asked for again while something waits. */
export function callbacksQuery(generationId: string) {
  return queryOptions({
    queryKey: ["callbacks", generationId],
    queryFn: ({ signal }) =>
      callApi<CallbacksAnswer>("/api/v1/callbacks", {
        query: { generation_id: generationId, limit: MOST },
        signal,
      }),
    refetchInterval: ({ state }) =>
      state.data?.data.some((row) => row.state === "waiting") === true ? LIVE_MS : false,
  });
}

export function retryCallback(id: string): Promise<CallbackRow> {
  return callApi(`/api/v1/callbacks/${id}/retry`, { method: "POST" });
}
