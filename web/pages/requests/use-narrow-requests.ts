import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { RequestsSearch } from "../../view/requests-search.ts";

export type RequestsChange = {
  readonly [K in keyof Omit<RequestsSearch, "cursor">]: RequestsSearch[K] | undefined;
} & { readonly f?: readonly string[] | undefined };

/** Changes what the ledger is narrowed to; another question starts at its first page. */
export function useNarrowRequests(): (change: RequestsChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: "/requests",
        search: ({ cursor: _cursor, ...previous }) =>
          Object.fromEntries(
            Object.entries({ ...previous, ...change }).filter(([, value]) => value !== undefined),
          ),
      }),
    [navigate],
  );
}
