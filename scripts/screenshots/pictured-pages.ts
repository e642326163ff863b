/** What an address names: one of each, of the demo. */
export interface PictureIds {
  readonly generation: string;
  readonly request: string;
  readonly user: string;
  readonly quota: string;
  readonly invoice: string;
  readonly rerate: string;
}

export interface PicturedPage {
  /** Names the files. */
  readonly name: string;
  readonly title: string;
  readonly path: (ids: PictureIds) => string;
}

const page = (name: string, title: string, path: PicturedPage["path"] | string): PicturedPage => ({
  name,
  title,
  path: typeof path === "string" ? () => path : path,
});

/** Every page, in the order of the navigation. A page that comes is a line here. */
export const PICTURED_PAGES: readonly PicturedPage[] = [
  page("overview", "Overview", "/?range=90d&cmp=previous"),
  page("features", "Features", "/features?range=90d"),
  page("feature", "One feature", "/features/create?range=90d"),
  page("margin", "Margin by feature and month", "/margin"),
  page("months", "Months and their closings", "/months"),
  page("economics", "Unit economics", "/economics?range=90d"),
  page("losing-users", "Users who cost more than they pay", "/economics/users?range=90d"),
  page(
    "what-if",
    "What if: a launch, from what was recorded",
    "/what-if?range=90d&users=850000000&adopt=0.01&cpw=1&alone=1&budget=2000000&sure=adoption:0.6:1.6",
  ),
  page("rollouts", "Roll-outs", "/rollouts"),
  page("generations", "Generations", "/generations?range=90d"),
  page("generation", "One generation", (ids) => `/generations/${ids.generation}`),
  page("requests", "Requests", "/requests?range=24h"),
  page("request", "One request", (ids) => `/requests/${ids.request}`),
  page("live", "Live", "/live"),
  page("explore", "Explore", "/explore?range=90d&by=feature"),
  page("waste", "Waste", "/waste?range=90d"),
  page("users", "Users", "/users?range=90d"),
  page("user", "One user", (ids) => `/users/${encodeURIComponent(ids.user)}`),
  page("quotas", "Quotas", "/quotas"),
  page(
    "quota-editor",
    "One quota, with the back-test of a change",
    (ids) => `/quotas/${ids.quota}`,
  ),
  page("keys", "Keys", "/keys"),
  page("upstreams", "Upstreams", "/upstreams"),
  page("fleet", "GPU fleet", "/upstreams/fleet?range=90d"),
  page("docs", "Snippets for every provider's client", "/docs"),
  page("prices", "Prices", "/prices"),
  page("price-tester", "What a request would cost", "/prices/test"),
  page("unpriced", "Generations without a price", "/prices/unpriced"),
  page("rerate", "Re-rating: the dry run", "/prices/rerate"),
  page("rerate-run", "A re-rating", (ids) => `/prices/rerates/${ids.rerate}`),
  page("revenue", "Revenue", "/revenue"),
  page("revenue-import", "Revenue from a file", "/revenue/import"),
  page("stripe", "Stripe", "/revenue/stripe"),
  page("reconciliation", "Reconciliation", "/reconciliation"),
  page(
    "invoice",
    "One provider invoice against the books",
    (ids) => `/reconciliation/${ids.invoice}`,
  ),
  page("rates", "Exchange rates", "/rates"),
  page("exports", "Exports", "/exports"),
  page("settings", "Settings", "/settings"),
  page("members", "Members", "/settings/members"),
  page("audit-log", "Audit log", "/settings/audit"),
  page("system", "System", "/system"),
];

/** How each page is pictured. */
export const LOOKS = [
  { name: "light", width: 1440, height: 900, scheme: "light" },
  { name: "dark", width: 1440, height: 900, scheme: "dark" },
  { name: "phone", width: 360, height: 800, scheme: "light" },
] as const;
export type Look = (typeof LOOKS)[number];
