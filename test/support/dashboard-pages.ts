/** What an address may name: one of each, of a workspace that has them. */
export interface PageIds {
  readonly generation: string;
  readonly user: string;
  readonly quota: string;
  readonly invoice: string;
  readonly rerate: string;
  readonly feature: string;
  readonly request: string;
}

export interface DashboardPage {
  /** As the router spells it. */
  readonly route: string;
  /** What `$id` or `$name` names. */
  readonly names?: keyof PageIds;
  /** A search in which every control of the page stands otherwise than it does of itself; absent: it has none. */
  readonly view?: string;
  /** True for one that asks for nothing before somebody does. */
  readonly quiet?: true;
}

const PERIOD = "range=7d&tz=Asia/Tokyo";
const NARROWED = `${PERIOD}&f=feature:remix`;

/** Every page of someone who is signed in. A page that comes is a line here, and all tests of pages take it in. */
export const DASHBOARD_PAGES: readonly DashboardPage[] = [
  { route: "/", view: `${NARROWED}&cmp=previous&g=hour&by=model&scale=log&t=1` },
  { route: "/print/overview", view: `${NARROWED}&by=model` },
  { route: "/generations", view: `${NARROWED}&q=u_1` },
  { route: "/generations/$id", names: "generation" },
  { route: "/explore", view: `${NARROWED}&m=succeeded&by=feature&by2=model&top=3&kind=bars&cum=1` },
  { route: "/features", view: `${NARROWED}&sort=-waste&rows=surface` },
  { route: "/features/$name", names: "feature", view: `${PERIOD}&tab=outcomes&scale=log&t=1` },
  { route: "/live", view: "show=ended" },
  { route: "/requests", view: `${NARROWED}&q=x&status=4xx&route=/v1/videos&code=not_found` },
  { route: "/requests/$id", names: "request" },
  { route: "/waste", view: `${NARROWED}&by=model&t=1` },
  { route: "/quotas", view: "mode=shadow" },
  { route: "/quotas/new", quiet: true, view: "days=7&user=u_1" },
  { route: "/quotas/$id", names: "quota", view: "days=7" },
  { route: "/users", view: `${PERIOD}&q=u_1` },
  { route: "/users/$id", names: "user" },
  { route: "/rollouts" },
  { route: "/keys" },
  { route: "/upstreams" },
  { route: "/upstreams/fleet", view: `${PERIOD}&of=model&idle=peak` },
  { route: "/docs", view: "provider=openai&sdk=openai-python&q=open" },
  { route: "/prices", view: "provider=openai&q=sora&unit=second&own=true" },
  { route: "/prices/test", quiet: true },
  { route: "/prices/unpriced", view: PERIOD },
  { route: "/prices/rerate", view: "from=2026-01-01&to=2026-01-08&provider=openai" },
  { route: "/prices/rerates/$id", names: "rerate" },
  { route: "/revenue", view: "source=api&currency=USD&since=2020-01-01&until=2040-01-01" },
  { route: "/revenue/import" },
  { route: "/revenue/stripe" },
  { route: "/rates" },
  { route: "/exports", quiet: true, view: PERIOD },
  { route: "/reconciliation" },
  { route: "/reconciliation/$id", names: "invoice" },
  { route: "/economics", view: `${PERIOD}&split=plan&spread=usage` },
  { route: "/economics/users", view: `${PERIOD}&payers=1` },
  {
    route: "/what-if",
    view: `${PERIOD}&users=1000000&adopt=0.05&cpw=2&plan=free&fail=0.1&budget=1000`,
  },
  { route: "/months" },
  { route: "/margin", view: "month=2026-03&by=plan&rule=usage" },
  { route: "/settings" },
  { route: "/settings/members" },
  { route: "/settings/audit", view: "subject=key&since=2026-01-01&until=2026-12-31" },
  { route: "/system", view: "days=7" },
];

/** The address of a page; with its view, everything on it is set. */
export function addressOf(page: DashboardPage, ids: PageIds, view = ""): string {
  const id = page.names === undefined ? "" : encodeURIComponent(ids[page.names]);
  return page.route.replace(/\$(id|name)/, id) + (view === "" ? "" : `?${view}`);
}
