import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter } from "@tanstack/react-router";
import { QUOTA_MODES, type QuotaMode } from "../domain/quota/rule.ts";
import { setupQuery } from "./client/session-queries.ts";
import { NotFoundPage } from "./frame/not-found-page.tsx";
import { PageError } from "./frame/page-error.tsx";
import { PagePending } from "./frame/page-pending.tsx";
import { appRoute, flat, rootRoute } from "./routes/app-route.ts";
import { docsRoutes } from "./routes/docs-routes.ts";
import { exploreRoutes } from "./routes/explore-routes.ts";
import { withChart } from "./routes/with-chart.ts";
import { featureRoutes } from "./routes/feature-routes.ts";
import { liveRoutes } from "./routes/live-routes.ts";
import { moneyRoutes } from "./routes/money-routes.ts";
import { readFleetSearch } from "./view/fleet-search.ts";
import { workspaceRoutes } from "./routes/workspace-routes.ts";
import { readGenerationsSearch } from "./view/generations-search.ts";
import { readOverviewSearch } from "./view/overview-search.ts";
import { readQuotaEditorSearch, type QuotaEditorSearch } from "./view/quota-editor-search.ts";
import { safeNext } from "./view/safe-next.ts";
import { parseSearch, stringifySearch } from "./view/url-codec.ts";
import { first, firstName, oneOf } from "./view/view-search.ts";
import { pageCode } from "./routes/page-code.ts";

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = safeNext(first(flat(search)["next"]));
    return next === null ? {} : { next };
  },
  component: pageCode(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  validateSearch: (search: Record<string, unknown>): { token?: string } => {
    const token = first(flat(search)["token"]);
    return token === null ? {} : { token };
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(setupQuery),
  component: pageCode(() => import("./pages/setup/setup-page.tsx"), "SetupPage"),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/join",
  component: pageCode(() => import("./pages/join/join-page.tsx"), "JoinPage"),
});

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>) => readOverviewSearch(flat(search)),
  component: pageCode(
    withChart(
      () => import("./pages/overview/overview-page.tsx"),
      () => import("./charts/spend-revenue-chart.tsx"),
    ),
    "OverviewPage",
  ),
});

const printOverviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/print/overview",
  validateSearch: (search: Record<string, unknown>) => readOverviewSearch(flat(search)),
  component: pageCode(() => import("./pages/print/print-overview-page.tsx"), "PrintOverviewPage"),
});

const generationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/generations",
  validateSearch: (search: Record<string, unknown>) => readGenerationsSearch(flat(search)),
  component: pageCode(() => import("./pages/generations/generations-page.tsx"), "GenerationsPage"),
});

const generationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/generations/$id",
  // The list that one came from, for the way back and for what stands beside it there.
  validateSearch: (search: Record<string, unknown>) => readGenerationsSearch(flat(search)),
  component: pageCode(() => import("./pages/generations/generation-page.tsx"), "GenerationPage"),
});

const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys",
  component: pageCode(() => import("./pages/keys/keys-page.tsx"), "KeysPage"),
});

const upstreamsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/upstreams",
  component: pageCode(() => import("./pages/upstreams/upstreams-page.tsx"), "UpstreamsPage"),
});

const fleetRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/upstreams/fleet",
  validateSearch: (search: Record<string, unknown>) => readFleetSearch(flat(search)),
  component: pageCode(() => import("./pages/fleet/fleet-page.tsx"), "FleetPage"),
});

const quotasRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas",
  validateSearch: (search: Record<string, unknown>): { mode?: QuotaMode } => {
    const mode = oneOf(QUOTA_MODES, first(flat(search)["mode"]));
    return mode === null ? {} : { mode };
  },
  component: pageCode(() => import("./pages/quotas/quotas-page.tsx"), "QuotasPage"),
});

const newQuotaRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas/new",
  validateSearch: (search: Record<string, unknown>): QuotaEditorSearch & { user?: string } => {
    const user = firstName(flat(search)["user"]);
    return { ...readQuotaEditorSearch(flat(search)), ...(user === null ? {} : { user }) };
  },
  component: pageCode(() => import("./pages/quotas/new-quota-page.tsx"), "NewQuotaPage"),
});

const quotaRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas/$id",
  validateSearch: (search: Record<string, unknown>) => readQuotaEditorSearch(flat(search)),
  component: pageCode(() => import("./pages/quotas/edit-quota-page.tsx"), "EditQuotaPage"),
});

const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users",
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = firstName(flat(search)["q"]);
    return q === null ? {} : { q };
  },
  component: pageCode(() => import("./pages/users/users-page.tsx"), "UsersPage"),
});

const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users/$id",
  component: pageCode(() => import("./pages/users/user-page.tsx"), "UserPage"),
});

const rolloutsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rollouts",
  component: pageCode(() => import("./pages/rollouts/rollouts-page.tsx"), "RolloutsPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  joinRoute,
  appRoute.addChildren([
    overviewRoute,
    printOverviewRoute,
    generationsRoute,
    generationRoute,
    quotasRoute,
    newQuotaRoute,
    quotaRoute,
    usersRoute,
    userRoute,
    rolloutsRoute,
    keysRoute,
    upstreamsRoute,
    fleetRoute,
    ...moneyRoutes,
    ...workspaceRoutes,
    ...exploreRoutes,
    ...featureRoutes,
    ...liveRoutes,
    ...docsRoutes,
  ]),
]);

/** The pages and their addresses. Query strings are flat text: nothing in them is guessed to be a number. */
export function createAppRouter(queryClient: QueryClient, misread: readonly string[] = []) {
  return createRouter({
    routeTree,
    context: { queryClient, misread },
    parseSearch,
    stringifySearch,
    // What no page reads, or none understands, leaves the address instead of staying under a page's own defaults.
    search: { strict: true },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageError,
    defaultPendingComponent: PagePending,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
