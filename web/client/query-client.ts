import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem-error.ts";

const RETRIES = 2;
const FRESH_MS = 2_000;

/**
 * The cache of answers. Only what may heal by itself is asked again.
 * @param onSignedOut called when an answer says that the session is over
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    mutationCache: new MutationCache({
      onError: (error) => {
        // What is gone is still on the page: all of it is read anew.
        if (error instanceof ProblemError && error.status === 404) void client.invalidateQueries();
      },
    }),
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError && error.status === 401) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        networkMode: "always",
        retry: (failures, error) => failures < RETRIES && mayHeal(error),
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}

function mayHeal(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 503);
}
