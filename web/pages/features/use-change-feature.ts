import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { FeatureSearch } from "../../view/feature-search.ts";
import type { FeaturesSearch } from "../../view/features-search.ts";
import type { ViewSearch } from "../../view/view-search.ts";

type Change<Search> = { readonly [K in keyof Search]?: Search[K] | undefined };

/** Changes a part of the list's address; undefined goes back to the default. Back undoes it. */
export function useChangeFeatures(): (change: Change<ViewSearch & FeaturesSearch>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: "/features",
        search: (previous) => merged(previous, change),
        resetScroll: false,
      }),
    [navigate],
  );
}

/** The same for the page of one feature. */
export function useChangeFeature(
  name: string,
): (change: Change<ViewSearch & FeatureSearch>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: "/features/$name",
        params: { name },
        search: (previous) => merged(previous, change),
        resetScroll: false,
      }),
    [name, navigate],
  );
}

function merged<Search extends object>(previous: Search, change: object): Search {
  return Object.fromEntries(
    Object.entries({ ...previous, ...change }).filter(([, value]) => value !== undefined),
  ) as Search;
}
