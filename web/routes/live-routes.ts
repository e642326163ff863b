import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readLiveSearch } from "../view/live-search.ts";
import { appRoute, flat } from "./app-route.ts";

const liveRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/live",
  validateSearch: (search: Record<string, unknown>) => readLiveSearch(flat(search)),
  component: lazyRouteComponent(() => import("../pages/live/live-page.tsx"), "LivePage"),
});

/** What happens now, and each call behind it. */
export const liveRoutes = [liveRoute] as const;
