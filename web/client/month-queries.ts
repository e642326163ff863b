import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { MarginAnswer } from "../../api/contract/margin.ts";
import type { MonthRow, MonthsAnswer } from "../../api/contract/months.ts";
import type { KeptReport, KeptReportsAnswer, ReportAgain } from "../../api/contract/reports.ts";
import { callApi } from "./call-api.ts";

const MONTHS_PAGE = 12;
const REPORTS_PAGE = 20;

export const monthsQuery = infiniteQueryOptions({
  queryKey: ["months"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<MonthsAnswer>("/api/v1/months", {
      query: { limit: MONTHS_PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
});

export function closeMonth(month: string, acceptOpenPoints: boolean): Promise<MonthRow> {
  return callApi(`/api/v1/months/${month}/close`, {
    method: "POST",
    body: { accept_open_points: acceptOpenPoints },
  });
}

export function reopenMonth(month: string, reason: string): Promise<MonthRow> {
  return callApi(`/api/v1/months/${month}/reopen`, { method: "POST", body: { reason } });
}

/** The margin report's question, as the API takes it. */
export type MarginQuestion = Readonly<Record<string, string>>;

export function marginQuery(question: MarginQuestion | null) {
  return queryOptions({
    queryKey: ["margin", question],
    queryFn: ({ signal }) =>
      callApi<MarginAnswer>("/api/v1/analytics/margin", { query: { ...question }, signal }),
    enabled: question !== null,
    placeholderData: keepPreviousData,
  });
}

export const reportsQuery = infiniteQueryOptions({
  queryKey: ["reports"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<KeptReportsAnswer>("/api/v1/reports", {
      query: { limit: REPORTS_PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
});

export function keepReport(name: string, query: MarginQuestion): Promise<KeptReport> {
  return callApi("/api/v1/reports", { method: "POST", body: { kind: "margin", name, query } });
}

export function reportAgainQuery(id: string) {
  return queryOptions({
    queryKey: ["report-again", id],
    queryFn: ({ signal }) =>
      callApi<ReportAgain>(`/api/v1/reports/${encodeURIComponent(id)}/again`, { signal }),
    gcTime: 0,
  });
}
