import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BacktestAnswer, BacktestInput } from "../../api/contract/backtest.ts";
import type {
  GateInput,
  GateRow,
  GatesAnswer,
  QuotaInput,
  QuotaRow,
  QuotasAnswer,
  QuotasBulkAnswer,
  QuotasBulkInput,
} from "../../api/contract/quotas.ts";
import { callApi } from "./call-api.ts";

const PAGE = 200;
const ALL = 500;

export const quotasQuery = infiniteQueryOptions({
  queryKey: ["quotas"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<QuotasAnswer>("/api/v1/quotas", { query: { limit: PAGE, cursor: pageParam }, signal }),
  getNextPageParam: (page) => page.next_cursor,
});

export function quotaQuery(id: string) {
  return queryOptions({
    queryKey: ["quota", id],
    queryFn: ({ signal }) =>
      callApi<QuotaRow>(`/api/v1/quotas/${encodeURIComponent(id)}`, { signal }),
    // The form starts from it: what is typed must not be replaced while someone types.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Every rule, page after page, for a file. */
export async function allQuotas(): Promise<readonly QuotaRow[]> {
  const rows: QuotaRow[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: QuotasAnswer = await callApi("/api/v1/quotas", { query: { limit: ALL, cursor } });
    rows.push(...page.data);
    cursor = page.next_cursor;
  }
  return rows;
}

export function createQuota(input: QuotaInput): Promise<QuotaRow> {
  return callApi("/api/v1/quotas", { method: "POST", body: input });
}

/** Refused (412) when the rule is no longer the one that was seen. */
export function changeQuota(seen: QuotaRow, input: QuotaInput): Promise<QuotaRow> {
  return callApi(`/api/v1/quotas/${encodeURIComponent(seen.id)}`, {
    method: "PUT",
    body: input,
    headers: ifUnchanged(seen),
  });
}

const ifUnchanged = ({ updated_at }: { readonly updated_at: string }) => ({
  "if-match": `"${updated_at}"`,
});

export function deleteQuota(id: string): Promise<unknown> {
  return callApi(`/api/v1/quotas/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function bulkQuotas(input: QuotasBulkInput): Promise<QuotasBulkAnswer> {
  return callApi("/api/v1/quotas/bulk", { method: "POST", body: input });
}

/** What a draft would have done; null while the draft says no rule yet. */
export function backtestQuery(input: BacktestInput | null) {
  return queryOptions({
    queryKey: ["backtest", input],
    queryFn: ({ signal }) =>
      callApi<BacktestAnswer>("/api/v1/quotas/backtest", { method: "POST", body: input, signal }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** Budgets move as clips are made. */
const LIVE_MS = 10_000;

export const gatesQuery = queryOptions({
  queryKey: ["gates"],
  queryFn: ({ signal }) => callApi<GatesAnswer>("/api/v1/gates", { query: { limit: ALL }, signal }),
  refetchInterval: LIVE_MS,
});

export function createGate(input: GateInput): Promise<GateRow> {
  return callApi("/api/v1/gates", { method: "POST", body: input });
}

/** Refused (412) when the gate is no longer the one that was seen. */
export function changeGate(seen: GateRow, input: GateInput): Promise<GateRow> {
  return callApi(`/api/v1/gates/${encodeURIComponent(seen.id)}`, {
    method: "PUT",
    body: input,
    headers: ifUnchanged(seen),
  });
}

export function deleteGate(id: string): Promise<unknown> {
  return callApi(`/api/v1/gates/${encodeURIComponent(id)}`, { method: "DELETE" });
}
