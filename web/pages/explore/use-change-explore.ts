import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ExploreSearch } from "../../view/explore-search.ts";
import type { ViewSearch } from "../../view/view-search.ts";

type Search = ViewSearch & ExploreSearch;
export type ExploreChange = { readonly [K in keyof Search]?: Search[K] | undefined };

/** Changes a part of the explorer's address; undefined goes back to the default. Back undoes it. */
export function useChangeExplore(): (change: ExploreChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: "/explore",
        search: (previous) =>
          Object.fromEntries(
            Object.entries({ ...previous, ...change }).filter(([, value]) => value !== undefined),
          ) as typeof previous,
        resetScroll: false,
      }),
    [navigate],
  );
}
