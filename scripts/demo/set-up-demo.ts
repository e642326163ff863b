import type { DemoAccount } from "../../db/postgres/demo-account.ts";
import { REGIONS, SECOND_USD } from "./launch-plan.ts";

export interface DemoSetUp {
  readonly url: string;
  readonly adminToken: string;
  /** Null when the owner's account was made before. */
  readonly setupToken: string | null;
  readonly account: DemoAccount;
  readonly upstream: {
    readonly slug: string;
    readonly baseUrl: string;
    readonly credential: string;
  };
  /** Its GPUs through time; see `fleetPlan`. */
  readonly fleet: readonly object[];
}

const CONFLICT = 409;

/**
 * Makes the account, the upstream, its prices and a fresh key through the management API, as a person would.
 * Safe on data that were set up before. @returns the key's secret.
 */
export async function setUpDemo(demo: DemoSetUp): Promise<string> {
  if (demo.setupToken !== null) {
    await call(demo, "POST", "/api/v1/setup/owner", {
      token: demo.setupToken,
      name: "Demo",
      ...demo.account,
    });
  }
  await putUpstream(demo);
  if (demo.setupToken !== null) {
    await setPrices(demo);
    await setLimits(demo);
  }
  const made = await call(demo, "POST", "/api/v1/keys", { name: "Live demo traffic" });
  if (typeof made === "object" && made !== null && "key" in made) return String(made.key);
  throw new Error("The server made no key.");
}

async function setPrices(demo: DemoSetUp): Promise<void> {
  for (const [model, amount] of Object.entries(SECOND_USD)) {
    // What moderation stops was made before: its GPU time is spent.
    for (const conditions of [{}, { outcome: "blocked" }]) {
      await call(demo, "POST", "/api/v1/prices", {
        provider: "openai",
        model,
        unit: "second",
        conditions,
        amount,
        currency: "USD",
        valid_from: "2025-10-06",
      });
    }
  }
}

const DAY = { kind: "calendar", unit: "day", tz: "UTC" } as const;

/** The launch's limits as they stood at its end, a budget to watch, and a roll-out with a stage to come. */
async function setLimits(demo: DemoSetUp): Promise<void> {
  const perUser = { metric: "generations", window: DAY, mode: "block" };
  const rules = [
    { name: "30 clips a day", subject: { each: "user" }, limit: "30", ...perUser },
    { name: "Free: 6 a day", subject: { each: "user", plan: "free" }, limit: "6", ...perUser },
    { name: "Pro: 100 a day", subject: { each: "user", plan: "pro" }, limit: "100", ...perUser },
    {
      name: "Remix: daily budget",
      subject: { feature: "remix" },
      metric: "cost",
      window: DAY,
      limit: "250",
      mode: "warn",
    },
    { name: "Running clips", subject: {}, metric: "in_flight", limit: "500", mode: "block" },
  ];
  await call(demo, "POST", "/api/v1/quotas/bulk", { rules });
  const stages = [
    { name: "Launch countries", regions: REGIONS.map(({ name }) => name) },
    { name: "Europe", regions: ["DE", "FR", "GB"], share: 5, daily_budget: "500", paused: true },
  ];
  for (const stage of stages) {
    await call(demo, "POST", "/api/v1/gates", { feature: "storyboard", ...stage });
  }
}

/** The simulator has a new port at every start. */
async function putUpstream(demo: DemoSetUp): Promise<void> {
  const { slug, baseUrl, credential } = demo.upstream;
  const body = { base_url: baseUrl, credential, allow_private: true };
  const made = await send(demo, "POST", "/api/v1/upstreams", { slug, provider: "openai", ...body });
  if (made.status !== CONFLICT) {
    const { id } = row(await read(made));
    for (const version of demo.fleet) {
      await call(demo, "PATCH", `/api/v1/upstreams/${String(id)}`, version);
    }
    return;
  }
  const list = await call(demo, "GET", "/api/v1/upstreams");
  const id = idOf(list, slug);
  await call(demo, "PATCH", `/api/v1/upstreams/${id}`, body);
}

function row(answer: unknown): { readonly id?: unknown } {
  return typeof answer === "object" && answer !== null ? answer : {};
}

function idOf(list: unknown, slug: string): string {
  const rows: unknown =
    typeof list === "object" && list !== null && "data" in list ? list.data : [];
  for (const row of Array.isArray(rows) ? rows : []) {
    if (row?.slug === slug) return String(row.id);
  }
  throw new Error(`The upstream "${slug}" is not among the server's.`);
}

async function call(
  demo: DemoSetUp,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  return read(await send(demo, method, path, body));
}

function send(demo: DemoSetUp, method: string, path: string, body?: object): Promise<Response> {
  return fetch(new URL(path, demo.url), {
    method,
    headers: { authorization: `Bearer ${demo.adminToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`The demo's set-up was refused: ${text}`);
  return JSON.parse(text);
}
