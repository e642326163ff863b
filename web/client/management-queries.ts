import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { KeyCreated, KeyInput, KeysAnswer } from "../../api/contract/keys.ts";
import type {
  UpstreamInput,
  UpstreamPatch,
  UpstreamRow,
  UpstreamsAnswer,
} from "../../api/contract/upstreams.ts";
import type { CheckWireAnswer, CheckWireInput } from "../../api/contract/check-wire.ts";
import { callApi } from "./call-api.ts";

const ALL = 200;
const PAGE = 100;

/** Every key, a page at a time. */
export const keyListQuery = infiniteQueryOptions({
  queryKey: ["keys", "list"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<KeysAnswer>("/api/v1/keys", { query: { limit: PAGE, cursor: pageParam }, signal }),
  getNextPageParam: (page) => page.next_cursor,
});

/** The newest keys, to choose from. */
export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => callApi<KeysAnswer>("/api/v1/keys", { query: { limit: ALL }, signal }),
});

export const upstreamsQuery = queryOptions({
  queryKey: ["upstreams"],
  queryFn: ({ signal }) =>
    callApi<UpstreamsAnswer>("/api/v1/upstreams", { query: { limit: ALL }, signal }),
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

export function checkWire(input: CheckWireInput): Promise<CheckWireAnswer> {
  return callApi("/api/v1/upstreams/check-wire", { method: "POST", body: input });
}

export function changeUpstream(id: string, patch: UpstreamPatch): Promise<UpstreamRow> {
  return callApi(`/api/v1/upstreams/${id}`, { method: "PATCH", body: patch });
}
