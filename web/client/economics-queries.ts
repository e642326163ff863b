import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BreakEvenAnswer } from "../../api/contract/break-even.ts";
import type { EconomicsAnswer } from "../../api/contract/economics.ts";
import type { LosingUsersAnswer } from "../../api/contract/losing-users.ts";
import type { BooksAnswer } from "../../api/contract/prices.ts";
import type { EconomicsDimension } from "../../domain/economics/dimensions.ts";
import { wholeDays } from "../series/whole-days.ts";
import type { EconomicsRule } from "../view/economics-search.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { filterParameters } from "./view-parameters.ts";

const ROWS = 50;

export const booksQuery = queryOptions({
  queryKey: ["cost-books"],
  queryFn: ({ signal }) => callApi<BooksAnswer>("/api/v1/prices/books", { signal }),
});

interface EconomicsQuestion {
  readonly by: EconomicsDimension;
  readonly rule: EconomicsRule;
  readonly book: string | null;
}

export function economicsQuery(view: View, { by, rule, book }: EconomicsQuestion) {
  const query = {
    ...ledgerParameters(view, book),
    by,
    // What names nobody is not spread over users.
    rule: by === "user" ? "none" : rule,
    limit: ROWS,
  };
  return infiniteQueryOptions({
    queryKey: ["economics", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<EconomicsAnswer>("/api/v1/analytics/economics", {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** What all of a view costs and earns, and who pays for it. */
export function economicsTotalsQuery(view: View) {
  const query = { ...ledgerParameters(view, null), limit: 1 };
  return queryOptions({
    queryKey: ["economics-totals", query],
    queryFn: ({ signal }) =>
      callApi<EconomicsAnswer>("/api/v1/analytics/economics", { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function breakEvenQuery(view: View, book: string | null, price: string | null) {
  const query = { ...ledgerParameters(view, book), ...(price === null ? {} : { price }) };
  return queryOptions({
    queryKey: ["break-even", query],
    queryFn: ({ signal }) =>
      callApi<BreakEvenAnswer>("/api/v1/analytics/breakeven", { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function losingUsersQuery(view: View, book: string | null, payersOnly: boolean) {
  const { from, to, tz, book: named } = ledgerParameters(view, book);
  const query = {
    from,
    to,
    tz,
    ...(named === undefined ? {} : { book: named }),
    payers_only: String(payersOnly),
    limit: ROWS,
  };
  return infiniteQueryOptions({
    queryKey: ["losing-users", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<LosingUsersAnswer>("/api/v1/analytics/losing-users", {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

function ledgerParameters(view: View, book: string | null) {
  const { fromMs, toMs } = wholeDays(view, view.timeZone);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: view.timeZone,
    ...(book === null ? {} : { book }),
    ...filterParameters(view),
  };
}
