import { createRoute } from "@tanstack/react-router";
import { readLiveSearch } from "../view/live-search.ts";
import { readRequestsSearch } from "../view/requests-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { pageCode } from "./page-code.ts";

const liveRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/live",
  validateSearch: (search: Record<string, unknown>) => readLiveSearch(flat(search)),
  component: pageCode(() => import("../pages/live/live-page.tsx"), "LivePage"),
});

const requestsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/requests",
  validateSearch: (search: Record<string, unknown>) => readRequestsSearch(flat(search)),
  component: pageCode(() => import("../pages/requests/requests-page.tsx"), "RequestsPage"),
});

const requestRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/requests/$id",
  component: pageCode(() => import("../pages/requests/request-page.tsx"), "RequestPage"),
});

/** What happens now, and each call behind it. */
export const liveRoutes = [liveRoute, requestsRoute, requestRoute] as const;
