import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { AuditFacets, AuditLogAnswer } from "../../api/contract/audit.ts";
import type { AuditLogSearch } from "../view/audit-log-search.ts";
import { dayAfter, parseLocalDate } from "../view/time-range.ts";
import { callApi } from "./call-api.ts";

export type AuditLogParameters = Readonly<Partial<Record<string, string>>>;

/** The search of the page as the API takes it: its days are the zone's, both included. */
export function auditLogParameters(search: AuditLogSearch, timeZone: string): AuditLogParameters {
  const { actor, subject, since, until } = search;
  const from = parseLocalDate(since ?? null, timeZone);
  const to = until === undefined ? null : parseLocalDate(dayAfter(until), timeZone);
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === null ? {} : { from: new Date(from.getTime()).toISOString() }),
    ...(to === null ? {} : { to: new Date(to.getTime()).toISOString() }),
  };
}

export const auditLogQuery = (parameters: AuditLogParameters) =>
  infiniteQueryOptions({
    queryKey: ["audit-log", parameters],
    queryFn: ({ pageParam, signal }) =>
      callApi<AuditLogAnswer>("/api/v1/audit-log", {
        query: { ...parameters, cursor: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (previous) => previous,
  });

const MOST_CHANGES = 20;

/** What was changed about one thing, newest first. */
export const changesOfQuery = (target: string) =>
  queryOptions({
    queryKey: ["audit-log", "target", target],
    queryFn: ({ signal }) =>
      callApi<AuditLogAnswer>("/api/v1/audit-log", {
        query: { target, limit: MOST_CHANGES },
        signal,
      }),
  });

export const auditFacetsQuery = queryOptions({
  queryKey: ["audit-log-facets"],
  queryFn: ({ signal }) => callApi<AuditFacets>("/api/v1/audit-log/facets", { signal }),
});
