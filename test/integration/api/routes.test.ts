import { inventedWire } from "../../support/provider-fixtures/wire-fixtures.ts";
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClickHouse } from "../../../db/clickhouse/client.ts";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import { requestLine, requestRow } from "../../../db/clickhouse/rows/request-row.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { addDelivery } from "../../support/callback-rows.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  sessionCookie,
  SETUP_TOKEN,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { importFile, SHOP_HEADER, SHOP_MAPPING, shopLines } from "./import-file.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let world: World;

/** Things of one workspace that others try to reach. */
interface World {
  readonly ids: Readonly<Record<string, string>>;
  readonly callers: Readonly<Record<Caller, string | null>>;
}

const CALLERS = ["none", "viewer", "admin", "owner", "other", "revoked"] as const;
type Caller = (typeof CALLERS)[number];

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  world = await makeWorld();
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function makeWorld(): Promise<World> {
  const [mine, theirs] = [await newWorkspace(stores.pg), await newWorkspace(stores.pg)];
  const tokenOf = async (workspace: string, role: "owner" | "admin" | "viewer") =>
    newToken(api, workspace, role);
  const owner = await tokenOf(mine, "owner");
  const revoked = await tokenOf(mine, "owner");
  await api.call("DELETE", `/api/v1/keys/${revoked.id}`, { token: owner.token });
  const made = async (path: string, body: unknown) =>
    String((await api.call("POST", `/api/v1/${path}`, { token: owner.token, body })).body["id"]);
  const revenue = await api.call("POST", "/api/v1/revenue", { token: owner.token, body: REVENUE });
  const invoices = "reconciliation/invoices";
  const invoice = await api.call("POST", `/api/v1/${invoices}`, {
    token: owner.token,
    body: INVOICE,
  });
  const imported = await importFile(api, { token: owner.token, csv: IMPORT });
  const request = await recordRequest(mine);
  const callback = uuidV7(Date.now(), randomBytes(10));
  await addDelivery(stores.pg, {
    id: callback,
    workspaceId: mine,
    state: "failed",
    generationId: randomUUID(),
  });
  return {
    ids: {
      upstreams: await made("upstreams", { ...UPSTREAM, slug: "first" }),
      keys: await made("keys", { name: "first" }),
      quotas: await made("quotas", QUOTA),
      grants: await made("grants", GRANT),
      gates: await made("gates", GATE),
      "gpu-profiles": await made("gpu-profiles", GPU_PROFILE),
      revenue: (revenue.body["data"] as { id: string }[])[0]?.id ?? "",
      generations: await bookJob(stores.pg, mine, new Date().toISOString(), {
        state: "lost",
        settledAt: null,
      }),
      requests: request,
      callbacks: callback,
      [invoices]: String((invoice.body["invoice"] as { id: string }).id),
      reports: await made("reports", REPORT),
      "revenue/imports": String(imported.body["id"]),
      "prices/rerates": await made("prices/rerate", { ...RERATE, dry_run: false }),
      "stripe/connections": await made("stripe/connections", STRIPE),
      members: await newMember(mine, owner.token),
      invitations: await made("invitations", { email: "carl@example.com" }),
      views: await made("views", { ...VIEW, visibility: "workspace" }),
      notes: await made("notes", { ...NOTE, visibility: "workspace" }),
    },
    callers: {
      none: null,
      viewer: (await tokenOf(mine, "viewer")).token,
      admin: (await tokenOf(mine, "admin")).token,
      owner: owner.token,
      other: (await tokenOf(theirs, "owner")).token,
      revoked: revoked.token,
    },
  };
}

/** Somebody who came in by an invitation. */
async function newMember(workspaceId: string, token: string): Promise<string> {
  const invited = { email: `${workspaceId}@example.com` };
  const { body } = await api.call("POST", "/api/v1/invitations", { token, body: invited });
  await api.call("POST", "/api/v1/invitations/accept", {
    body: { token: String(body["url"]).split("#")[1], name: "x", password: "a long enough one" },
  });
  const members = await api.call("GET", "/api/v1/members", { token });
  return (members.body["data"] as { id: string }[])[0]?.id ?? "";
}

async function recordRequest(workspaceId: string): Promise<string> {
  const atMs = Date.now();
  const requestId = uuidV7(atMs, randomBytes(10));
  const record = {
    requestId,
    workspaceId,
    atMs,
    keyId: "k",
    upstream: "openai",
    provider: "openai",
    method: "POST",
    route: "/v1/videos",
    status: 403,
    generationId: null,
    providerJobId: null,
    feature: "remix",
    userId: "u_1",
    durationMs: 1.5,
    upstreamMs: null,
    bytesIn: 1,
    bytesOut: 2,
    errorCode: "model_not_allowed",
    clientAborted: false,
    retryCount: 0,
    retainDays: 90,
  };
  const batchId = randomUUID();
  await insertBatch(stores.ch, "requests_v1", batchId, [requestRow(requestLine(record), batchId)]);
  return requestId;
}

const UPSTREAM = {
  slug: "openai",
  provider: "openai",
  base_url: "https://api.openai.com/v1",
  credential: "sk-canary-0123456789",
};
const PRICE = {
  provider: "openai",
  model: "sora-2",
  unit: "second",
  amount: "0.1",
  currency: "USD",
  valid_from: "2026-01-01",
};
const REVENUE = {
  external_id: "r1",
  occurred_at: "2026-01-01T00:00:00Z",
  amount: "1",
  currency: "USD",
};

const IMPORT = [SHOP_HEADER, ...shopLines(1)].join("\n");
const QUOTA = {
  name: "x",
  subject: { each: "user" },
  metric: "generations",
  window: { kind: "lifetime" },
  limit: "1",
  mode: "shadow",
};
const GRANT = { user: "u_1", amount: "1", expires_at: "2999-01-01T00:00:00Z", reason: "x" };
const STRIPE = { name: "x", webhook_secret: "whsec_canary_0123456789" };
const CHARGE = { object: "charge", id: "ch_1", created: 1_793_491_200, status: "succeeded" };
const FX_RATE = { date: "2026-01-30", base: "EUR", quote: "USD", rate: "1.19" };
const RERATE = { scope: { from: "2026-01-01", to: "2026-02-01" } };
const INVOICE = {
  name: "INV-1",
  provider: "openai",
  currency: "USD",
  lines: [{ date: "2026-01", model: "sora-2", amount: "1" }],
};
const REPORT = { kind: "margin" };
const GATE = { name: "x", feature: "x" };
const GPU_PROFILE = { provider: "openai", gpus_per_run: "2" };
const VIEW = { name: "x", page: "/", search: "range=7d" };
const NOTE = { at: "2026-01-01T00:00:00Z", text: "x" };

const READ = { none: 401, viewer: 200, admin: 200, owner: 200, other: 200, revoked: 401 };
const READ_ONE = { ...READ, other: 404 };
const WRITE = { none: 401, viewer: 403, admin: 201, owner: 201, other: 201, revoked: 401 };
const WRITE_ONE = { none: 401, viewer: 403, admin: 200, owner: 200, other: 404, revoked: 401 };

/** Of a workspace's own things that every workspace has. */
const WRITE_ANY = { ...WRITE_ONE, other: 200 };

interface Case {
  readonly expect: Readonly<Record<Caller, number>>;
  /** Made anew for each caller. */
  readonly body?: () => unknown;
  readonly query?: string;
  /** JSON when absent. */
  readonly contentType?: string;
  /** Which of the world's ids stands for {id}. */
  readonly id?: string;
}

const MATRIX: Readonly<Record<string, Case>> = {
  "get /api/v1/setup": {
    expect: { none: 200, viewer: 200, admin: 200, owner: 200, other: 200, revoked: 401 },
  },
  "post /api/v1/setup/owner": {
    expect: { none: 403, viewer: 403, admin: 403, owner: 403, other: 403, revoked: 401 },
    body: () => ({
      token: "guess",
      name: "x",
      email: "x@example.com",
      password: "a long enough one",
    }),
  },
  "get /api/v1/setup/first-request": { expect: READ },
  "get /api/v1/me": { expect: READ },
  "get /api/v1/workspace": { expect: READ },
  "patch /api/v1/workspace": {
    expect: WRITE_ANY,
    body: () => ({ store_prompts: false }),
  },
  // A token is nobody who could own one.
  "post /api/v1/workspaces": {
    expect: { none: 401, viewer: 403, admin: 403, owner: 403, other: 403, revoked: 401 },
    body: () => ({ name: "x" }),
  },
  "get /api/v1/members": { expect: READ },
  "patch /api/v1/members/{id}": {
    expect: WRITE_ONE,
    id: "members",
    body: () => ({ role: "viewer" }),
  },
  "post /api/v1/members/{id}/sign-out": { expect: WRITE_ONE, id: "members" },
  "delete /api/v1/members/{id}": {
    // Removed by the first who may; to the second there is nobody.
    expect: { ...WRITE_ONE, owner: 404 },
    id: "members",
  },
  "get /api/v1/invitations": { expect: { ...READ, viewer: 403 } },
  "post /api/v1/invitations": { expect: WRITE, body: () => ({ email: "eve@example.com" }) },
  "delete /api/v1/invitations/{id}": { expect: WRITE_ONE, id: "invitations" },
  // Whoever has the link may know where it leads; this one leads nowhere.
  "post /api/v1/invitations/open": {
    expect: { none: 404, viewer: 404, admin: 404, owner: 404, other: 404, revoked: 401 },
    body: () => ({ token: "guess" }),
  },
  "post /api/v1/invitations/accept": {
    expect: { none: 404, viewer: 404, admin: 404, owner: 404, other: 404, revoked: 401 },
    body: () => ({ token: "guess", name: "x", password: "a long enough one" }),
  },
  "get /api/v1/upstreams": { expect: READ },
  "post /api/v1/upstreams": {
    expect: WRITE,
    body: () => ({ ...UPSTREAM, slug: `u${randomBytes(4).toString("hex")}` }),
  },
  "post /api/v1/upstreams/check-wire": {
    expect: READ,
    body: () => ({
      wire: inventedWire.wire,
      request: { body: {}, path: inventedWire.createPath },
      answers: [{}],
    }),
  },
  "get /api/v1/upstreams/{id}": { expect: READ_ONE, id: "upstreams" },
  "patch /api/v1/upstreams/{id}": {
    expect: WRITE_ONE,
    id: "upstreams",
    body: () => ({ disabled: false }),
  },
  "get /api/v1/keys": { expect: READ },
  "post /api/v1/keys": { expect: WRITE, body: () => ({ name: "x" }) },
  "delete /api/v1/keys/{id}": { expect: WRITE_ONE, id: "keys" },
  "get /api/v1/callbacks": { expect: READ },
  "post /api/v1/callbacks/{id}/retry": { expect: WRITE_ONE, id: "callbacks" },
  "get /api/v1/prices": { expect: READ },
  "post /api/v1/prices": { expect: WRITE, body: () => PRICE },
  "post /api/v1/prices/test": {
    expect: READ,
    body: () => ({ provider: "openai", model: "sora-2" }),
  },
  "get /api/v1/prices/export": { expect: READ },
  "post /api/v1/prices/import": { expect: WRITE_ANY, body: () => ({ prices: [PRICE] }) },
  "post /api/v1/prices/rerate": { expect: WRITE_ANY, body: () => ({ ...RERATE, dry_run: true }) },
  "get /api/v1/prices/providers": { expect: READ },
  "get /api/v1/prices/unpriced": { expect: READ },
  "get /api/v1/prices/rerates": { expect: READ },
  "get /api/v1/prices/rerates/{id}": { expect: READ_ONE, id: "prices/rerates" },
  "post /api/v1/prices/rerates/{id}/revert": {
    // It is still being applied: no worker runs here.
    expect: { ...WRITE_ONE, admin: 409, owner: 409 },
    id: "prices/rerates",
  },
  "get /api/v1/revenue": { expect: READ },
  "post /api/v1/revenue": {
    expect: { ...WRITE, admin: 200, owner: 200, other: 200 },
    body: () => REVENUE,
  },
  "delete /api/v1/revenue/{id}": { expect: WRITE_ONE, id: "revenue" },
  "get /api/v1/revenue/{id}/versions": { expect: READ_ONE, id: "revenue" },
  "post /api/v1/revenue/import": {
    expect: WRITE,
    query: `?mapping=${encodeURIComponent(JSON.stringify(SHOP_MAPPING))}`,
    body: () => IMPORT,
    contentType: "text/csv",
  },
  "get /api/v1/revenue/imports": { expect: READ },
  "get /api/v1/revenue/imports/{id}": { expect: READ_ONE, id: "revenue/imports" },
  "post /api/v1/revenue/imports/{id}/revert": {
    // The first one has taken it back.
    expect: { ...WRITE_ONE, owner: 409 },
    id: "revenue/imports",
  },
  "get /api/v1/revenue/import-profiles": { expect: READ },
  "put /api/v1/revenue/import-profiles/{name}": { expect: WRITE_ANY, body: () => SHOP_MAPPING },
  "delete /api/v1/revenue/import-profiles/{name}": {
    // The first one has deleted it; the other workspace has one of its own.
    expect: { ...WRITE_ANY, owner: 404 },
  },
  "get /api/v1/fx-rates": { expect: READ },
  "post /api/v1/fx-rates": { expect: WRITE_ANY, body: () => FX_RATE },
  "post /api/v1/fx-rates/import": {
    expect: WRITE_ANY,
    body: () => ({ csv: "date,base,quote,rate\n2026-01-30,EUR,USD,1.19", format: "plain" }),
  },
  "get /api/v1/reconciliation/invoices": { expect: READ },
  "post /api/v1/reconciliation/invoices": { expect: WRITE_ANY, body: () => INVOICE },
  "get /api/v1/reconciliation/invoices/{id}": { expect: READ_ONE, id: "reconciliation/invoices" },
  "get /api/v1/reconciliation/invoices/{id}/report": {
    expect: READ_ONE,
    id: "reconciliation/invoices",
  },
  "delete /api/v1/reconciliation/invoices/{id}": {
    expect: WRITE_ONE,
    id: "reconciliation/invoices",
  },
  "get /api/v1/stripe/connections": { expect: READ },
  "post /api/v1/stripe/connections": { expect: WRITE, body: () => STRIPE },
  "patch /api/v1/stripe/connections/{id}": {
    expect: WRITE_ONE,
    id: "stripe/connections",
    body: () => ({ name: "y" }),
  },
  "post /api/v1/stripe/connections/{id}/backfill": {
    expect: WRITE_ONE,
    id: "stripe/connections",
    body: () => ({
      content: JSON.stringify({ ...CHARGE, amount: 1, amount_refunded: 0, currency: "usd" }),
    }),
  },
  // Nobody is asked who they are: what is not signed is refused.
  "post /api/v1/stripe/hooks/{id}": {
    expect: { none: 400, viewer: 400, admin: 400, owner: 400, other: 400, revoked: 400 },
    id: "stripe/connections",
    body: () => CHARGE,
  },
  "delete /api/v1/stripe/connections/{id}": {
    // Deleted by the first who may; to the second it is gone.
    expect: { ...WRITE_ONE, owner: 404 },
    id: "stripe/connections",
  },
  "get /api/v1/stripe/events": { expect: READ },
  "get /api/v1/subscriptions": { expect: READ },
  "get /api/v1/quotas/usage": { expect: READ, query: "?user=u_1" },
  "get /api/v1/quotas": { expect: READ },
  "post /api/v1/quotas": { expect: WRITE, body: () => QUOTA },
  "post /api/v1/quotas/bulk": { expect: WRITE_ANY, body: () => ({ rules: [QUOTA] }) },
  "post /api/v1/quotas/backtest": {
    expect: READ,
    body: () => ({ rule: QUOTA, from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" }),
  },
  "get /api/v1/quotas/{id}": { expect: READ_ONE, id: "quotas" },
  "put /api/v1/quotas/{id}": { expect: WRITE_ONE, id: "quotas", body: () => QUOTA },
  "delete /api/v1/quotas/{id}": { expect: WRITE_ONE, id: "quotas" },
  "get /api/v1/grants": { expect: READ },
  "post /api/v1/grants": { expect: WRITE, body: () => GRANT },
  "delete /api/v1/grants/{id}": { expect: WRITE_ONE, id: "grants" },
  "get /api/v1/gates": { expect: READ },
  "post /api/v1/gates": { expect: WRITE, body: () => GATE },
  "put /api/v1/gates/{id}": { expect: WRITE_ONE, id: "gates", body: () => GATE },
  "delete /api/v1/gates/{id}": { expect: WRITE_ONE, id: "gates" },
  "get /api/v1/fleet": { expect: READ },
  "get /api/v1/fleet/timeseries": { expect: READ },
  "get /api/v1/gpu-profiles": { expect: READ },
  "post /api/v1/gpu-profiles": { expect: WRITE, body: () => GPU_PROFILE },
  "delete /api/v1/gpu-profiles/{id}": { expect: WRITE_ONE, id: "gpu-profiles" },
  "get /api/v1/users": { expect: READ },
  "get /api/v1/users/{user}/quota-hits": { expect: READ },
  "put /api/v1/users/{user}/block": { expect: WRITE_ANY, body: () => ({ reason: "x" }) },
  "delete /api/v1/users/{user}/block": { expect: WRITE_ANY },
  "get /api/v1/analytics/summary": { expect: READ },
  "get /api/v1/analytics/timeseries": { expect: READ },
  "get /api/v1/analytics/breakdown": { expect: READ, query: "?by=feature" },
  "get /api/v1/analytics/rhythm": { expect: READ },
  "get /api/v1/analytics/changes": { expect: READ },
  "get /api/v1/analytics/clip-costs": { expect: READ },
  "get /api/v1/what-if/cube": { expect: READ },
  "get /api/v1/analytics/concentration": { expect: READ },
  "get /api/v1/analytics/downloads": { expect: READ },
  "get /api/v1/analytics/margin": { expect: READ },
  "get /api/v1/analytics/economics": { expect: READ },
  "get /api/v1/analytics/economics/scale": {
    expect: READ,
    query: "?users=100&share=0.5&clips_per_week=1&cost_per_clip=1",
  },
  "get /api/v1/analytics/breakeven": { expect: READ },
  "get /api/v1/analytics/losing-users": { expect: READ },
  "get /api/v1/prices/books": { expect: READ },
  "get /api/v1/months": { expect: READ },
  "post /api/v1/months/{month}/close": {
    // It has not ended.
    expect: { ...WRITE_ONE, admin: 409, owner: 409, other: 409 },
    body: () => ({}),
  },
  "post /api/v1/months/{month}/reopen": {
    // It is not closed.
    expect: { ...WRITE_ONE, admin: 403, owner: 409, other: 409 },
    body: () => ({ reason: "x" }),
  },
  "get /api/v1/reports": { expect: READ },
  "post /api/v1/reports": { expect: WRITE, body: () => REPORT },
  "get /api/v1/reports/{id}": { expect: READ_ONE, id: "reports" },
  "get /api/v1/reports/{id}/again": { expect: READ_ONE, id: "reports" },
  "get /api/v1/generations": { expect: READ },
  "get /api/v1/generations/{id}": { expect: READ_ONE, id: "generations" },
  "get /api/v1/generations/{id}/related": { expect: READ_ONE, id: "generations" },
  "get /api/v1/generations/{id}/neighbours": { expect: READ_ONE, id: "generations" },
  "post /api/v1/generations/{id}/release": {
    expect: WRITE_ONE,
    id: "generations",
    body: () => ({ reason: "test" }),
  },
  "get /api/v1/requests": { expect: READ },
  "get /api/v1/requests/facets": { expect: READ, query: "?by=route" },
  "get /api/v1/requests/{id}": { expect: READ_ONE, id: "requests" },
  "get /api/v1/live": { expect: READ, query: "?seconds=0" },
  "get /api/v1/export/focus.csv": { expect: READ },
  "get /api/v1/export/generations.csv": { expect: READ },
  "get /api/v1/export/generations.parquet": { expect: READ },
  "get /api/v1/export/breakdown.csv": { expect: READ, query: "?by=feature" },
  "get /api/v1/export/timeseries.csv": { expect: READ },
  "get /api/v1/export/margin.csv": { expect: READ },
  "get /api/v1/export/margin.parquet": { expect: READ },
  "get /api/v1/audit": { expect: READ },
  "get /api/v1/audit-log": { expect: READ },
  "get /api/v1/audit-log/facets": { expect: READ },
  "get /api/v1/export/audit-log.csv": { expect: READ },
  "get /api/v1/views": { expect: READ },
  // Everybody keeps views and notes of their own; what is shared is an admin's.
  "post /api/v1/views": { expect: { ...WRITE, viewer: 201 }, body: () => VIEW },
  "patch /api/v1/views/{id}": {
    expect: WRITE_ONE,
    id: "views",
    body: () => ({ visibility: "workspace" }),
  },
  "delete /api/v1/views/{id}": { expect: { ...WRITE_ONE, owner: 404 }, id: "views" },
  "get /api/v1/notes": { expect: READ },
  "post /api/v1/notes": { expect: { ...WRITE, viewer: 201 }, body: () => NOTE },
  "patch /api/v1/notes/{id}": { expect: WRITE_ONE, id: "notes", body: () => ({ text: "y" }) },
  "delete /api/v1/notes/{id}": { expect: { ...WRITE_ONE, owner: 404 }, id: "notes" },
  "get /api/v1/annotations": { expect: READ },
  "get /api/v1/system": { expect: READ },
  "get /api/v1/system/bi": { expect: { ...READ, viewer: 403 } },
};

function routesOf(app: ApiUnderTest["app"]): string[] {
  return app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" ? [`${definition.route.method} ${definition.route.path}`] : [],
  );
}

describe("every route for every caller", () => {
  it("is in the matrix", () => {
    expect(routesOf(api.app).toSorted()).toEqual(Object.keys(MATRIX).toSorted());
  });

  it.each(Object.keys(MATRIX))("%s", async (route) => {
    const [method = "", template = ""] = route.split(" ");
    const wanted = MATRIX[route];
    const seen: Record<string, number> = {};
    for (const caller of CALLERS) {
      const id = world.ids[wanted?.id ?? ""] ?? "none";
      const path = template
        .replace("{id}", id)
        .replace("{user}", "u_1")
        .replace("{name}", "shop")
        .replace("{month}", "2999-12");
      const token = world.callers[caller];
      const answer = await api.call(method.toUpperCase(), path + (wanted?.query ?? ""), {
        ...(token === null ? {} : { token }),
        ...(wanted?.body === undefined ? {} : { body: wanted.body() }),
        ...(wanted?.contentType === undefined
          ? {}
          : { headers: { "content-type": wanted.contentType } }),
      });
      expect(answer.text).not.toContain("canary");
      seen[caller] = answer.status;
    }
    expect(seen).toEqual(wanted?.expect);
  });

  it("is refused before its input is read", async () => {
    const token = world.callers.viewer ?? "";
    const answer = await api.call("POST", "/api/v1/keys", { token, body: { nonsense: true } });
    expect(answer.status).toBe(403);
  });
});

/** What has a page of its own; the rest is listed and deleted. */
const SHOWN_ALONE = new Set([
  "upstreams",
  "quotas",
  "generations",
  "requests",
  "prices/rerates",
  "reconciliation/invoices",
  "reports",
  "revenue/imports",
]);

describe("another workspace's ids", () => {
  it("give the same answer as ids that don't exist, or are none", async () => {
    const token = world.callers.other ?? "";
    for (const [subject, id] of Object.entries(world.ids)) {
      const method = SHOWN_ALONE.has(subject) ? "GET" : "DELETE";
      const unknown = [
        randomUUID(),
        uuidV7(Date.now(), randomBytes(10)),
        "x",
        "..%2f..%2fkeys",
        "%00",
      ];
      for (const each of [id, ...unknown]) {
        const answer = await api.call(method, `/api/v1/${subject}/${each}`, { token });
        const { detail } = answer.body;
        expect([subject, answer.status, typeof detail]).toEqual([subject, 404, "string"]);
      }
    }
  });
});

describe("requests", () => {
  it("are listed and filtered, and the refused one explains itself on the waiting page", async () => {
    const token = world.callers.viewer ?? "";
    const get = (path: string) => api.call("GET", `/api/v1/${path}`, { token });
    const all = await get("requests?failed=true&error_code=model_not_allowed&status=403");
    expect(all.body["data"]).toMatchObject([{ id: world.ids["requests"], upstream_ms: null }]);
    expect((await get("requests?status=200")).body["data"]).toEqual([]);
    const first = await get("setup/first-request");
    expect(first.body["rejected"]).toMatchObject({ status: 403, code: "model_not_allowed" });
    for (const [query, field] of [
      ["status=abc", "status"],
      ["colour=red", "colour"],
      ["generation_id=abc", "generation_id"],
      ["tz=Nowhere", "tz"],
    ]) {
      const answer = await get(`requests?${query}`);
      expect((answer.body["errors"] as Json[])[0]?.["field"]).toBe(field);
    }
  });
});

describe("on the embedded engines", () => {
  it("an owner is made and signs in over the one connection, many at a time", async () => {
    const made = await api.call("POST", "/api/v1/setup/owner", {
      body: {
        token: SETUP_TOKEN,
        name: "Ada",
        email: "ada@example.com",
        password: "correct horse battery",
      },
      headers: { origin: PUBLIC_URL },
    });
    expect(made.status).toBe(201);
    const cookie = sessionCookie(made.headers);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.call("GET", "/api/v1/me", { cookie })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
  });
});

describe("the document", () => {
  it("is OpenAPI 3.1, names every route, and says who may call it", async () => {
    const answer = await api.call("GET", "/api/v1/openapi.json");
    expect(answer.body["openapi"]).toBe("3.1.0");
    const paths = answer.body["paths"] as Record<string, Record<string, Json>>;
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.toSorted()).toEqual(Object.keys(MATRIX).toSorted());
    expect(paths["/api/v1/keys"]?.["post"]).toMatchObject({ "x-access": "admin" });
  });

  it("is readable as a page that needs no script and no other host", async () => {
    const page = await api.call("GET", "/api/docs");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).not.toMatch(/unsafe|https?:/);
    expect(page.text).not.toMatch(/<script|<style|style=|src="http|href="http/);
    for (const route of Object.keys(MATRIX)) expect(page.text).toContain(route.split(" ")[1]);
    const style = await api.call("GET", "/api/docs/style.css");
    expect(style.headers.get("content-type")).toContain("text/css");
  });
});

describe("without ClickHouse", () => {
  it("figures answer 503 and say why; what Postgres knows goes on", async () => {
    const away = openClickHouse({ url: "http://user:canary@127.0.0.1:1/none", cluster: null });
    const lonely = apiUnderTest({ pg: stores.pg, ch: away });
    const token = world.callers.viewer ?? "";
    const summary = await lonely.call("GET", "/api/v1/analytics/summary", { token });
    expect([summary.status, summary.body["code"]]).toEqual([503, "analytics_unavailable"]);
    expect(summary.headers.get("retry-after")).toBe("5");
    const audit = await lonely.call("GET", "/api/v1/audit", { token });
    expect(audit.body["ok"]).toBe(false);
    expect((await lonely.call("GET", "/api/v1/keys", { token })).status).toBe(200);
    expect(summary.text + lonely.logged.join()).not.toContain("canary");
    await away.close();
  });
});
