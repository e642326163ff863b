import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { readGenerationsSearch, type GenerationsSearch } from "../../view/generations-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { ViewSearch } from "../../view/view-search.ts";

/** The address of the list that one is in or came from, without the page that it was on. */
export function useListSearch(): ViewSearch & GenerationsSearch {
  const view = useViewSearch();
  const search: object = useSearch({ from: "/app" });
  return useMemo(() => {
    const { cursor: _cursor, ...list } = readGenerationsSearch({ ...search });
    return { ...view, ...list };
  }, [view, search]);
}
