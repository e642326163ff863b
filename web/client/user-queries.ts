import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import type { GrantInput, GrantRow, GrantsAnswer, UsageAnswer } from "../../api/contract/quotas.ts";
import type { QuotaHitsAnswer, UserBlockInput, UsersAnswer } from "../../api/contract/users.ts";
import { callApi } from "./call-api.ts";

const PAGE = 50;
const HITS = 20;
const LAST_CLIPS = 10;
/** What was used is on the page soon after it is used. */
const LIVE_MS = 5_000;

interface UsersQuestion {
  readonly search: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}

export function usersQuery({ search, fromMs, toMs }: UsersQuestion) {
  const query = {
    ...(search === null ? {} : { search }),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    limit: PAGE,
  };
  return infiniteQueryOptions({
    queryKey: ["users", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<UsersAnswer>("/api/v1/users", { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** @param party what else rules select by, `plan` for instance; null while it is not known yet */
export function usageQuery(user: string, party: Readonly<Record<string, string>> | null) {
  const query = { ...party, user };
  return queryOptions({
    queryKey: ["usage", user, query],
    queryFn: ({ signal }) => callApi<UsageAnswer>("/api/v1/quotas/usage", { query, signal }),
    enabled: party !== null,
    refetchInterval: LIVE_MS,
  });
}

export function userGrantsQuery(user: string) {
  return infiniteQueryOptions({
    queryKey: ["grants", user],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<GrantsAnswer>("/api/v1/grants", {
        query: { user, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function userHitsQuery(user: string) {
  return infiniteQueryOptions({
    queryKey: ["quota-hits", user],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<QuotaHitsAnswer>(`/api/v1/users/${encodeURIComponent(user)}/quota-hits`, {
        query: { limit: HITS, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function userClipsQuery(user: string, range: { fromMs: number; toMs: number }) {
  const query = {
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
    user,
    limit: LAST_CLIPS,
  };
  return queryOptions({
    queryKey: ["user-clips", query],
    queryFn: ({ signal }) => callApi<GenerationsAnswer>("/api/v1/generations", { query, signal }),
    refetchInterval: LIVE_MS,
  });
}

/** @param idempotencyKey the same key again, after a lost answer, gives nothing twice */
export function giveGrant(input: GrantInput, idempotencyKey: string): Promise<GrantRow> {
  return callApi("/api/v1/grants", {
    method: "POST",
    body: input,
    headers: { "idempotency-key": idempotencyKey },
  });
}

export function revokeGrant(id: string): Promise<unknown> {
  return callApi(`/api/v1/grants/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function blockUser(user: string, input: UserBlockInput): Promise<unknown> {
  return callApi(`/api/v1/users/${encodeURIComponent(user)}/block`, {
    method: "PUT",
    body: input,
  });
}

export function unblockUser(user: string): Promise<unknown> {
  return callApi(`/api/v1/users/${encodeURIComponent(user)}/block`, { method: "DELETE" });
}
