import { createRoute } from "@tanstack/react-router";
import { readExploreSearch } from "../view/explore-search.ts";
import { readWasteSearch } from "../view/waste-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { withChart } from "./with-chart.ts";
import { pageCode } from "./page-code.ts";

const exploreRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/explore",
  validateSearch: (search: Record<string, unknown>) => readExploreSearch(flat(search)),
  component: pageCode(
    withChart(
      () => import("../pages/explore/explore-page.tsx"),
      () => import("../charts/explore-chart.tsx"),
    ),
    "ExplorePage",
  ),
});

const wasteRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/waste",
  validateSearch: (search: Record<string, unknown>) => readWasteSearch(flat(search)),
  component: pageCode(() => import("../pages/waste/waste-page.tsx"), "WastePage"),
});

/** Pages that follow a question down to its clips. */
export const exploreRoutes = [exploreRoute, wasteRoute] as const;
