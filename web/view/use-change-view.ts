import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { readOverviewSearch, type OverviewSearch } from "./overview-search.ts";
import { readViewSearch, type ViewSearch } from "./view-search.ts";

export type ViewChange = {
  readonly [K in keyof (ViewSearch & OverviewSearch)]?:
    | (ViewSearch & OverviewSearch)[K]
    | undefined;
};

/** Changes a part of the address of the page one is on; what is set to undefined goes back to its default. */
export function useChangeView(
  page:
    | "/"
    | "/generations"
    | "/requests"
    | "/users"
    | "/economics"
    | "/economics/users"
    | "/exports"
    | "/prices/unpriced"
    | "/upstreams/fleet"
    | "/waste",
): (change: ViewChange) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      const apply = <T extends object>(previous: T): T =>
        Object.fromEntries(
          Object.entries({ ...previous, ...change }).filter(([, value]) => value !== undefined),
        ) as T;
      // A cursor belongs to one list: another view starts at its first page.
      if (page === "/") {
        void navigate({
          to: "/",
          // Other pages' own parts carry the same names with other values.
          search: (previous) =>
            apply({ ...readViewSearch(previous), ...readOverviewSearch(previous) }),
          resetScroll: false,
        });
      } else if (page === "/economics")
        void navigate({ to: page, search: apply, resetScroll: false });
      else if (page === "/economics/users") void navigate({ to: page, search: apply });
      else if (page === "/waste") void navigate({ to: page, search: apply, resetScroll: false });
      else if (page === "/exports") void navigate({ to: "/exports", search: apply });
      else if (page === "/users") void navigate({ to: "/users", search: apply });
      else if (page === "/upstreams/fleet")
        void navigate({ to: page, search: apply, resetScroll: false });
      else if (page === "/prices/unpriced") void navigate({ to: page, search: apply });
      else {
        void navigate({
          to: page,
          search: ({ cursor: _cursor, ...previous }) => apply(previous),
        });
      }
    },
    [navigate, page],
  );
}
