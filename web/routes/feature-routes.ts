import { createRoute } from "@tanstack/react-router";
import { readFeatureSearch } from "../view/feature-search.ts";
import { readFeaturesSearch } from "../view/features-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { pageCode } from "./page-code.ts";

const featuresRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/features",
  validateSearch: (search: Record<string, unknown>) => readFeaturesSearch(flat(search)),
  component: pageCode(() => import("../pages/features/features-page.tsx"), "FeaturesPage"),
});

const featureRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/features/$name",
  validateSearch: (search: Record<string, unknown>) => readFeatureSearch(flat(search)),
  component: pageCode(() => import("../pages/features/feature-page.tsx"), "FeaturePage"),
});

/** What each feature costs and earns. */
export const featureRoutes = [featuresRoute, featureRoute] as const;
