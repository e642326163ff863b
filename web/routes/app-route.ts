import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { meQuery, setupQuery } from "../client/session-queries.ts";
import { AppFrame } from "../frame/app-frame.tsx";
import { NotFoundPage } from "../frame/not-found-page.tsx";
import type { FlatSearch } from "../view/url-codec.ts";
import { readViewSearch } from "../view/view-search.ts";

/** What every route may use. */
export interface RouterContext {
  readonly queryClient: QueryClient;
  /** What of the address that was opened nobody here knows; see `misread`. */
  readonly misread: readonly string[];
}

/** A query string as the address spells it; see `parseSearch`. */
export const flat = (search: Record<string, unknown>) => search as FlatSearch;

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

/** Every page of someone who is signed in. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  validateSearch: (search: Record<string, unknown>) => readViewSearch(flat(search)),
  beforeLoad: async ({ context, location }) => {
    const setup = await context.queryClient.ensureQueryData(setupQuery);
    if (setup.needs_owner) redirect({ to: "/setup", throw: true });
    if (!setup.signed_in) {
      redirect({ to: "/sign-in", search: { next: location.href }, throw: true });
    }
    await context.queryClient.ensureQueryData(meQuery);
  },
  component: AppFrame,
});
