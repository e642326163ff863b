import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

/** Since when (ms since the epoch) a figure on the screen could not be brought up to date; null while all are. */
export function useStaleSince(): number | null {
  const client = useQueryClient();
  const subscribe = useCallback(
    (onChange: () => void) => client.getQueryCache().subscribe(onChange),
    [client],
  );
  return useSyncExternalStore(subscribe, () => staleSince(client));
}

/** Asks again for everything on the screen that could not be brought up to date. */
export function refreshStale(client: QueryClient): void {
  for (const query of staleQueries(client)) void query.fetch().catch(() => {});
}

function staleSince(client: QueryClient): number | null {
  const times = staleQueries(client).map(({ state }) => state.dataUpdatedAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Looked at, with an answer that is still shown, and whose last question failed. */
function staleQueries(client: QueryClient) {
  const queries = client.getQueryCache().findAll({ type: "active" });
  return queries.filter(({ state }) => state.status === "error" && state.data !== undefined);
}
