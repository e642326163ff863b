import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  fxImportInput,
  FxRatesAnswer,
  FxRatesInput,
  FxRatesWritten,
} from "../../api/contract/fx-rates.ts";
import { callApi } from "./call-api.ts";

const PAGE = 50;

/** Exchange rates, latest day first. */
export const ratesQuery = infiniteQueryOptions({
  queryKey: ["fx-rates"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<FxRatesAnswer>("/api/v1/fx-rates", {
      query: { limit: PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
});

export function addRates(input: FxRatesInput): Promise<FxRatesWritten> {
  return callApi("/api/v1/fx-rates", { method: "POST", body: input });
}

/** All of a file's rates or none; a dry run only says what it would do. */
export function importRates(input: z.input<typeof fxImportInput>): Promise<FxRatesWritten> {
  return callApi("/api/v1/fx-rates/import", { method: "POST", body: input });
}
