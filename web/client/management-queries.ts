import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { KeyCreated, KeyInput, KeysAnswer } from "../../api/contract/keys.ts";
import type { RevenueAnswer, RevenueInput, RevenueWritten } from "../../api/contract/revenue.ts";
import type {
  UpstreamInput,
  UpstreamPatch,
  UpstreamRow,
  UpstreamsAnswer,
} from "../../api/contract/upstreams.ts";
import { callApi } from "./call-api.ts";

const ALL = 200;
const PAGE = 50;

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => callApi<KeysAnswer>("/api/v1/keys", { query: { limit: ALL }, signal }),
});

export const upstreamsQuery = queryOptions({
  queryKey: ["upstreams"],
  queryFn: ({ signal }) =>
    callApi<UpstreamsAnswer>("/api/v1/upstreams", { query: { limit: ALL }, signal }),
});

export const revenueQuery = infiniteQueryOptions({
  queryKey: ["revenue"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<RevenueAnswer>("/api/v1/revenue", {
      query: { limit: PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
});

export function createKey(input: KeyInput): Promise<KeyCreated> {
  return callApi("/api/v1/keys", { method: "POST", body: input });
}

export function revokeKey(id: string): Promise<unknown> {
  return callApi(`/api/v1/keys/${id}`, { method: "DELETE" });
}

export function createUpstream(input: UpstreamInput): Promise<UpstreamRow> {
  return callApi("/api/v1/upstreams", { method: "POST", body: input });
}

export function changeUpstream(id: string, patch: UpstreamPatch): Promise<UpstreamRow> {
  return callApi(`/api/v1/upstreams/${id}`, { method: "PATCH", body: patch });
}

/** @param idempotencyKey the same key again, after a lost answer, books nothing twice */
export function addRevenue(input: RevenueInput, idempotencyKey: string): Promise<RevenueWritten> {
  return callApi("/api/v1/revenue", {
    method: "POST",
    body: input,
    headers: { "idempotency-key": idempotencyKey },
  });
}
