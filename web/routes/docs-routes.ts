import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readDocsSearch } from "../view/docs-search.ts";
import { appRoute, flat } from "./app-route.ts";

const docsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/docs",
  validateSearch: (search: Record<string, unknown>) => readDocsSearch(flat(search)),
  component: lazyRouteComponent(() => import("../pages/docs/docs-page.tsx"), "DocsPage"),
});

/** Pages that explain how to connect to this server. */
export const docsRoutes = [docsRoute] as const;
