import { createRoute } from "@tanstack/react-router";
import { readEconomicsSearch } from "../view/economics-search.ts";
import { readMarginSearch } from "../view/margin-search.ts";
import { readPriceBookSearch } from "../view/price-book-search.ts";
import { readRerateSearch } from "../view/rerate-search.ts";
import { readRevenueSearch } from "../view/revenue-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { pageCode } from "./page-code.ts";

const pricesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices",
  validateSearch: (search: Record<string, unknown>) => readPriceBookSearch(flat(search)),
  component: pageCode(() => import("../pages/prices/prices-page.tsx"), "PricesPage"),
});

const priceTestRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/test",
  component: pageCode(() => import("../pages/prices/test-page.tsx"), "TestPage"),
});

const unpricedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/unpriced",
  component: pageCode(() => import("../pages/prices/unpriced-page.tsx"), "UnpricedPage"),
});

const rerateRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/rerate",
  validateSearch: (search: Record<string, unknown>) => readRerateSearch(flat(search)),
  component: pageCode(() => import("../pages/prices/rerate-page.tsx"), "ReratePage"),
});

const rerateRunRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/prices/rerates/$id",
  component: pageCode(() => import("../pages/prices/rerate-run-page.tsx"), "RerateRunPage"),
});

const revenueRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue",
  validateSearch: (search: Record<string, unknown>) => readRevenueSearch(flat(search)),
  component: pageCode(() => import("../pages/revenue/revenue-page.tsx"), "RevenuePage"),
});

const revenueImportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue/import",
  component: pageCode(
    () => import("../pages/revenue-import/revenue-import-page.tsx"),
    "RevenueImportPage",
  ),
});

const stripeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/revenue/stripe",
  component: pageCode(() => import("../pages/stripe/stripe-page.tsx"), "StripePage"),
});

const ratesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/rates",
  component: pageCode(() => import("../pages/rates/rates-page.tsx"), "RatesPage"),
});

const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/exports",
  component: pageCode(() => import("../pages/exports/exports-page.tsx"), "ExportsPage"),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/reconciliation",
  component: pageCode(
    () => import("../pages/reconciliation/reconciliation-page.tsx"),
    "ReconciliationPage",
  ),
});

const invoiceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/reconciliation/$id",
  component: pageCode(() => import("../pages/reconciliation/invoice-page.tsx"), "InvoicePage"),
});

const economicsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/economics",
  validateSearch: (search: Record<string, unknown>) => readEconomicsSearch(flat(search)),
  component: pageCode(() => import("../pages/economics/economics-page.tsx"), "EconomicsPage"),
});

const losingUsersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/economics/users",
  validateSearch: (search: Record<string, unknown>) => readEconomicsSearch(flat(search)),
  component: pageCode(() => import("../pages/economics/losing-users-page.tsx"), "LosingUsersPage"),
});

const monthsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/months",
  component: pageCode(() => import("../pages/months/months-page.tsx"), "MonthsPage"),
});

const marginRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/margin",
  validateSearch: (search: Record<string, unknown>) => readMarginSearch(flat(search)),
  component: pageCode(() => import("../pages/margin/margin-page.tsx"), "MarginPage"),
});

/** Pages about prices, revenue, margin and what goes out of the house. */
export const moneyRoutes = [
  pricesRoute,
  priceTestRoute,
  unpricedRoute,
  rerateRoute,
  rerateRunRoute,
  revenueRoute,
  revenueImportRoute,
  stripeRoute,
  ratesRoute,
  exportsRoute,
  reconciliationRoute,
  invoiceRoute,
  economicsRoute,
  losingUsersRoute,
  monthsRoute,
  marginRoute,
] as const;
