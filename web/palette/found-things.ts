import { queryOptions } from "@tanstack/react-query";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import type { RequestsAnswer } from "../../api/contract/requests.ts";
import type { UsersAnswer } from "../../api/contract/users.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import { callApi } from "../client/call-api.ts";

const FOUND = 6;
const SHORTEST = 2;
/** A generation's id or a provider's job id is longer than any word one would type for a page. */
const SHORTEST_ID = 12;
const YEAR_MS = 366 * 86_400_000;

interface Found {
  readonly users: readonly string[];
  readonly generations: readonly { readonly id: string; readonly model: string }[];
  readonly requests: readonly { readonly id: string; readonly route: string }[];
}

/** Users whose id holds the text, and generations and requests with exactly this id, of the last year. */
export function foundThingsQuery(text: string, nowMs: number) {
  const limit = FOUND;
  const period = {
    from: new Date(nowMs - YEAR_MS).toISOString(),
    to: new Date(nowMs).toISOString(),
  };
  return queryOptions({
    queryKey: ["palette", text],
    enabled: text.length >= SHORTEST,
    staleTime: 30_000,
    queryFn: async ({ signal }): Promise<Found> => {
      const [users, generations, requests] = await Promise.all([
        callApi<UsersAnswer>("/api/v1/users", {
          query: { search: text, limit, ...period },
          signal,
        }),
        text.length < SHORTEST_ID
          ? null
          : callApi<GenerationsAnswer>("/api/v1/generations", {
              query: { search: text, limit, ...period },
              signal,
            }),
        isUuid(text)
          ? callApi<RequestsAnswer>("/api/v1/requests", { query: { search: text, limit }, signal })
          : null,
      ]);
      return {
        users: users.data.map((row) => row.user),
        generations: (generations?.data ?? []).map(({ id, model }) => ({ id, model })),
        // A generation's id finds its requests too; those are on its own page.
        requests: (requests?.data ?? []).filter(({ id }) => id === text),
      };
    },
  });
}
