import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { QUOTA_MODES, type QuotaMode } from "../domain/quota/rule.ts";
import { meQuery, setupQuery } from "./client/session-queries.ts";
import { AppFrame } from "./frame/app-frame.tsx";
import { NotFoundPage } from "./frame/not-found-page.tsx";
import { PageError } from "./frame/page-error.tsx";
import { PagePending } from "./frame/page-pending.tsx";
import { safeNext } from "./view/safe-next.ts";
import { readEconomicsSearch } from "./view/economics-search.ts";
import { readQuotaEditorSearch, type QuotaEditorSearch } from "./view/quota-editor-search.ts";
import { readMarginSearch } from "./view/margin-search.ts";
import { readOverviewSearch } from "./view/overview-search.ts";
import { readPriceBookSearch } from "./view/price-book-search.ts";
import { readRerateSearch } from "./view/rerate-search.ts";
import { readRevenueSearch } from "./view/revenue-search.ts";
import { parseSearch, stringifySearch, type FlatSearch } from "./view/url-codec.ts";
import { first, oneOf, readViewSearch } from "./view/view-search.ts";

/** What every route may use. */
export interface RouterContext {
  readonly queryClient: QueryClient;
}

const flat = (search: Record<string, unknown>) => search as FlatSearch;

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = safeNext(first(flat(search)["next"]));
    return next === null ? {} : { next };
  },
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  validateSearch: (search: Record<string, unknown>): { token?: string } => {
    const token = first(flat(search)["token"]);
    return token === null ? {} : { token };
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(setupQuery),
  component: lazyRouteComponent(() => import("./pages/setup/setup-page.tsx"), "SetupPage"),
});

const appRoute = createRoute({
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

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>) => readOverviewSearch(flat(search)),
  component: lazyRouteComponent(() => import("./pages/overview/overview-page.tsx"), "OverviewPage"),
});

const generationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/generations",
  validateSearch: (search: Record<string, unknown>): { cursor?: string } => {
    const cursor = first(flat(search)["cursor"]);
    return cursor === null ? {} : { cursor };
  },
  component: lazyRouteComponent(
    () => import("./pages/generations/generations-page.tsx"),
    "GenerationsPage",
  ),
});

const generationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/generations/$id",
  component: lazyRouteComponent(
    () => import("./pages/generations/generation-page.tsx"),
    "GenerationPage",
  ),
});

const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/keys",
  component: lazyRouteComponent(() => import("./pages/keys/keys-page.tsx"), "KeysPage"),
});

const upstreamsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/upstreams",
  component: lazyRouteComponent(
    () => import("./pages/upstreams/upstreams-page.tsx"),
    "UpstreamsPage",
  ),
});

const pricesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices",
  validateSearch: (search: Record<string, unknown>) => readPriceBookSearch(flat(search)),
  component: lazyRouteComponent(() => import("./pages/prices/prices-page.tsx"), "PricesPage"),
});

const priceTestRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/test",
  component: lazyRouteComponent(() => import("./pages/prices/test-page.tsx"), "TestPage"),
});

const unpricedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/unpriced",
  component: lazyRouteComponent(() => import("./pages/prices/unpriced-page.tsx"), "UnpricedPage"),
});

const rerateRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/rerate",
  validateSearch: (search: Record<string, unknown>) => readRerateSearch(flat(search)),
  component: lazyRouteComponent(() => import("./pages/prices/rerate-page.tsx"), "ReratePage"),
});

const rerateRunRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/rerates/$id",
  component: lazyRouteComponent(
    () => import("./pages/prices/rerate-run-page.tsx"),
    "RerateRunPage",
  ),
});

const revenueRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue",
  validateSearch: (search: Record<string, unknown>) => readRevenueSearch(flat(search)),
  component: lazyRouteComponent(() => import("./pages/revenue/revenue-page.tsx"), "RevenuePage"),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/reconciliation",
  component: lazyRouteComponent(
    () => import("./pages/reconciliation/reconciliation-page.tsx"),
    "ReconciliationPage",
  ),
});

const invoiceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/reconciliation/$id",
  component: lazyRouteComponent(
    () => import("./pages/reconciliation/invoice-page.tsx"),
    "InvoicePage",
  ),
});

const revenueImportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue/import",
  component: lazyRouteComponent(
    () => import("./pages/revenue-import/revenue-import-page.tsx"),
    "RevenueImportPage",
  ),
});

const stripeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue/stripe",
  component: lazyRouteComponent(() => import("./pages/stripe/stripe-page.tsx"), "StripePage"),
});

const ratesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rates",
  component: lazyRouteComponent(() => import("./pages/rates/rates-page.tsx"), "RatesPage"),
});

const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/exports",
  component: lazyRouteComponent(() => import("./pages/exports/exports-page.tsx"), "ExportsPage"),
});

const quotasRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas",
  validateSearch: (search: Record<string, unknown>): { mode?: QuotaMode } => {
    const mode = oneOf(QUOTA_MODES, first(flat(search)["mode"]));
    return mode === null ? {} : { mode };
  },
  component: lazyRouteComponent(() => import("./pages/quotas/quotas-page.tsx"), "QuotasPage"),
});

const newQuotaRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas/new",
  validateSearch: (search: Record<string, unknown>): QuotaEditorSearch & { user?: string } => {
    const user = first(flat(search)["user"]);
    return { ...readQuotaEditorSearch(flat(search)), ...(user === null ? {} : { user }) };
  },
  component: lazyRouteComponent(() => import("./pages/quotas/new-quota-page.tsx"), "NewQuotaPage"),
});

const quotaRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/quotas/$id",
  validateSearch: (search: Record<string, unknown>) => readQuotaEditorSearch(flat(search)),
  component: lazyRouteComponent(
    () => import("./pages/quotas/edit-quota-page.tsx"),
    "EditQuotaPage",
  ),
});

const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users",
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = first(flat(search)["q"]);
    return q === null ? {} : { q };
  },
  component: lazyRouteComponent(() => import("./pages/users/users-page.tsx"), "UsersPage"),
});

const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/users/$id",
  component: lazyRouteComponent(() => import("./pages/users/user-page.tsx"), "UserPage"),
});

const economicsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/economics",
  validateSearch: (search: Record<string, unknown>) => readEconomicsSearch(flat(search)),
  component: lazyRouteComponent(
    () => import("./pages/economics/economics-page.tsx"),
    "EconomicsPage",
  ),
});

const losingUsersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/economics/users",
  validateSearch: (search: Record<string, unknown>) => readEconomicsSearch(flat(search)),
  component: lazyRouteComponent(
    () => import("./pages/economics/losing-users-page.tsx"),
    "LosingUsersPage",
  ),
});

const rolloutsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rollouts",
  component: lazyRouteComponent(() => import("./pages/rollouts/rollouts-page.tsx"), "RolloutsPage"),
});

const monthsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/months",
  component: lazyRouteComponent(() => import("./pages/months/months-page.tsx"), "MonthsPage"),
});

const marginRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/margin",
  validateSearch: (search: Record<string, unknown>) => readMarginSearch(flat(search)),
  component: lazyRouteComponent(() => import("./pages/margin/margin-page.tsx"), "MarginPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  appRoute.addChildren([
    overviewRoute,
    generationsRoute,
    generationRoute,
    quotasRoute,
    newQuotaRoute,
    quotaRoute,
    usersRoute,
    userRoute,
    economicsRoute,
    losingUsersRoute,
    rolloutsRoute,
    keysRoute,
    upstreamsRoute,
    pricesRoute,
    priceTestRoute,
    unpricedRoute,
    rerateRoute,
    rerateRunRoute,
    revenueRoute,
    monthsRoute,
    marginRoute,
    reconciliationRoute,
    invoiceRoute,
    revenueImportRoute,
    stripeRoute,
    ratesRoute,
    exportsRoute,
  ]),
]);

/** The pages and their addresses. Query strings are flat text: nothing in them is guessed to be a number. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
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
