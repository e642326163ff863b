import { createRoute } from "@tanstack/react-router";
import { readDocsSearch } from "../view/docs-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { pageCode } from "./page-code.ts";

const docsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/docs",
  validateSearch: (search: Record<string, unknown>) => readDocsSearch(flat(search)),
  component: pageCode(() => import("../pages/docs/docs-page.tsx"), "DocsPage"),
});

/** Pages that explain how to connect to this server. */
export const docsRoutes = [docsRoute] as const;
