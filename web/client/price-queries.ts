import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PriceTestAnswer, PriceTestInput } from "../../api/contract/price-test.ts";
import type {
  PriceImported,
  PriceInput,
  PriceProviders,
  PriceRow,
  PricesAnswer,
} from "../../api/contract/prices.ts";
import type { PriceBookSearch } from "../view/price-book-search.ts";
import { callApi } from "./call-api.ts";

const PAGE = 50;
const MOST = 500;

/** The book, narrowed as the address says; every key begins with "prices". */
export function pricesQuery(search: PriceBookSearch) {
  return infiniteQueryOptions({
    queryKey: ["prices", "book", search],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<PricesAnswer>("/api/v1/prices", {
        query: { ...search, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export const providersQuery = queryOptions({
  queryKey: ["prices", "providers"],
  queryFn: ({ signal }) => callApi<PriceProviders>("/api/v1/prices/providers", { signal }),
});

/** Every version of one model, the latest start first. */
export function versionsQuery({ provider, model }: Pick<PriceRow, "provider" | "model">) {
  return queryOptions({
    queryKey: ["prices", "versions", provider, model],
    queryFn: async ({ signal }) => {
      const rows: PriceRow[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: PricesAnswer = await callApi("/api/v1/prices", {
          query: { provider, model, limit: MOST, cursor },
          signal,
        });
        rows.push(...page.data);
        cursor = page.next_cursor;
      }
      return rows;
    },
  });
}

export function createPrice(input: PriceInput): Promise<PriceRow> {
  return callApi("/api/v1/prices", { method: "POST", body: input });
}

export function testPrice(input: PriceTestInput): Promise<PriceTestAnswer> {
  return callApi("/api/v1/prices/test", { method: "POST", body: input });
}

/** `file` holds the rows: `csv` or `prices`. */
export function importPrices(file: object, dryRun: boolean): Promise<PriceImported> {
  return callApi("/api/v1/prices/import", { method: "POST", body: { ...file, dry_run: dryRun } });
}
