import { createRoute } from "@tanstack/react-router";
import { readExploreSearch } from "../view/explore-search.ts";
import { readWasteSearch } from "../view/waste-search.ts";
import { keepWhatIfAddress } from "../view/what-if-address.ts";
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

const whatIfRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/what-if",
  validateSearch: (search: Record<string, unknown>) => keepWhatIfAddress(flat(search)),
  component: pageCode(() => import("../pages/what-if/what-if-page.tsx"), "WhatIfPage"),
});

/** Pages that follow a question down to its clips. */
export const exploreRoutes = [exploreRoute, wasteRoute, whatIfRoute] as const;
