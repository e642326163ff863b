import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { openWorkspace } from "../client/account-queries.ts";

/** Opens another workspace of the reader's: nothing of the one before stays on the screen or in memory. */
export function useSwitchWorkspace(): (id: string) => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (id) => {
      await openWorkspace(id);
      queryClient.clear();
      await router.navigate({ to: "/", search: {} });
      await router.invalidate();
    },
    [queryClient, router],
  );
}
