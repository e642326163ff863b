import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip, endClip } from "./admit-clips.ts";
import { deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const HOUR_MS = 3_600_000;
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();
const pack = () => ({
  user: "u_1",
  amount: "10",
  expires_at: inAnHour(),
  reason: "Pack of ten",
  revenue: { external_id: "ch_1", amount: "4.99", currency: "USD", feature: "remix" },
});

async function admin() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    api.call(method, `/api/v1${path}`, { token, headers, ...(body === undefined ? {} : { body }) });
  const grant = (body: unknown, headers = {}) => call("POST", "/grants", body, headers);
  return { workspaceId, call, grant };
}

const rows = (body: Json) => body["data"] as Json[];

describe("grants", () => {
  it("are listed by user and by what is active, newest first", async () => {
    const { call, grant } = await admin();
    const { revenue: _revenue, ...plain } = pack();
    const made = await grant(plain);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        user: "u_1",
        metric: "generations",
        amount: "10.000000000",
        used: "0.000000000",
        held: "0.000000000",
        left: "10.000000000",
        revenue_external_id: null,
        status: "active",
        created_by: "admin",
        revoked_at: null,
      },
    ]);
    await grant({ ...plain, user: "u_2", metric: "cost" });
    const revoked = await grant({ ...plain, amount: "0.5" });
    await call("DELETE", `/grants/${String(revoked.body["id"])}`);
    expect(rows((await call("GET", "/grants")).body).map((row) => row["user"])).toEqual([
      "u_1",
      "u_2",
      "u_1",
    ]);
    expect(rows((await call("GET", "/grants?user=u_1&status=active")).body)).toEqual([made.body]);
    const page = await call("GET", "/grants?limit=1");
    const next = await call("GET", `/grants?limit=2&cursor=${String(page.body["next_cursor"])}`);
    expect(rows(next.body)).toHaveLength(2);
    expect(next.body["next_cursor"]).toBeNull();
  });

  it("show what was used and is held, and expire", async () => {
    const { workspaceId, call, grant } = await admin();
    const rule = { name: "None", subject: { each: "user" }, metric: "generations", limit: "0" };
    await call("POST", "/quotas", { ...rule, window: { kind: "lifetime" }, mode: "block" });
    const { revenue: _revenue, ...plain } = pack();
    await grant({ ...plain, amount: "2" });
    const ask = { atMs: Date.now(), user: "u_1" };
    const { id } = await askForClip(stores.pg, workspaceId, ask);
    await endClip(stores.pg, id);
    const second = await askForClip(stores.pg, workspaceId, ask);
    expect(rows((await call("GET", "/grants?status=active")).body)).toMatchObject([
      { used: "1.000000000", held: "1.000000000", left: "0.000000000", status: "active" },
    ]);
    await endClip(stores.pg, second.id);
    expect(rows((await call("GET", "/grants")).body)).toMatchObject([{ status: "used_up" }]);
    expect(rows((await call("GET", "/grants?status=active")).body)).toEqual([]);
    await grant(plain);
    api.setNow(Date.now() + 2 * HOUR_MS);
    expect(rows((await call("GET", "/grants")).body)[0]).toMatchObject({
      status: "expired",
      left: "0.000000000",
    });
    api.setNow(Date.now());
  });

  it("are revoked once; what was used stays used", async () => {
    const { workspaceId, call, grant } = await admin();
    const rule = { name: "None", subject: { each: "user" }, metric: "generations", limit: "0" };
    await call("POST", "/quotas", { ...rule, window: { kind: "lifetime" }, mode: "block" });
    const made = await grant(pack());
    const ask = { atMs: Date.now(), user: "u_1" };
    const { id } = await askForClip(stores.pg, workspaceId, ask);
    await endClip(stores.pg, id);
    const path = `/grants/${String(made.body["id"])}`;
    const revoked = await call("DELETE", path);
    expect(revoked.body).toMatchObject({
      status: "revoked",
      used: "1.000000000",
      left: "0.000000000",
    });
    expect((await call("DELETE", path)).body).toEqual(revoked.body);
    expect((await askForClip(stores.pg, workspaceId, ask)).answer.kind).toBe("refused");
    const log = rows((await call("GET", "/audit-log?action=grant.revoke")).body);
    expect(log).toMatchObject([
      { detail: { before: { status: "active" }, after: { status: "revoked" } } },
    ]);
  });

  it("of a bought pack book its revenue, which reaches the analytic store", async () => {
    const { workspaceId, call, grant } = await admin();
    const made = await grant(pack());
    expect(made.body).toMatchObject({ revenue_external_id: "ch_1" });
    expect(rows((await call("GET", "/revenue")).body)).toMatchObject([
      {
        external_id: "ch_1",
        amount: "4.990000000",
        currency: "USD",
        user: "u_1",
        feature: "remix",
        note: "Pack of ten",
        version: 1,
      },
    ]);
    await deliver(stores, workspaceId);
    const summary = await call("GET", "/analytics/summary");
    expect(summary.body["totals"]).toMatchObject({ revenue: "4.990000000" });
  });

  it("are given once for a payment: a retry with its key gives the first answer again", async () => {
    const { call, grant } = await admin();
    const body = pack();
    const key = { "idempotency-key": "k1" };
    const first = await grant(body, key);
    const again = await grant(body, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await grant({ ...body, amount: "20" }, key);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    const unkeyed = await grant(body);
    expect([unkeyed.status, fieldsOf(unkeyed.body)]).toEqual([409, ["revenue.external_id"]]);
    expect(rows((await call("GET", "/grants")).body)).toHaveLength(1);
    expect(rows((await call("GET", "/revenue")).body)).toHaveLength(1);
    // The same pack may hold something of another metric, and a revoked one may be given again.
    expect((await grant({ ...body, metric: "video_seconds" })).status).toBe(201);
    await call("DELETE", `/grants/${String(first.body["id"])}`);
    expect((await grant(body)).status).toBe(201);
    expect(rows((await call("GET", "/revenue")).body)).toMatchObject([{ version: 1 }]);
  });

  it("are given once when a purchase arrives many times together", async () => {
    const { call, grant } = await admin();
    const body = pack();
    const keyed = Array.from({ length: 6 }, () => grant(body, { "idempotency-key": "k" }));
    const plain = Array.from({ length: 6 }, () => grant(body));
    const statuses = (await Promise.all([...keyed, ...plain])).map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    expect(rows((await call("GET", "/grants")).body)).toHaveLength(1);
    expect(rows((await call("GET", "/revenue")).body)).toHaveLength(1);
  });

  it("refuse a payment that is booked with another amount, and then grant nothing", async () => {
    const { call, grant } = await admin();
    const entry = { external_id: "ch_1", amount: "5", currency: "USD", user: "u_1" };
    await call("POST", "/revenue", { ...entry, occurred_at: "2026-01-01T00:00:00Z" });
    const refused = await grant(pack());
    expect([refused.status, fieldsOf(refused.body)]).toEqual([409, ["revenue.external_id"]]);
    expect(rows((await call("GET", "/grants")).body)).toEqual([]);
    const { revenue, ...plain } = pack();
    const { feature: _feature, ...paid } = revenue;
    expect((await grant({ ...plain, revenue: { ...paid, amount: "5" } })).status).toBe(201);
    expect(rows((await call("GET", "/revenue")).body)).toMatchObject([
      { occurred_at: "2026-01-01T00:00:00.000Z", version: 1 },
    ]);
  });

  it.each([
    [{ user: "" }, "user"],
    [{ metric: "in_flight" }, "metric"],
    [{ amount: "0" }, "amount"],
    [{ amount: "-1" }, "amount"],
    [{ amount: 10 }, "amount"],
    [{ expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    [{ expires_at: "9999-12-31T23:59:59-14:00" }, "expires_at"],
    [{ expires_at: "tomorrow" }, "expires_at"],
    [{ reason: " " }, "reason"],
    [{ reason: "a\u0000b" }, "reason"],
    [{ revenue: { external_id: "x", amount: "1", currency: "usd" } }, "revenue.currency"],
    [{ revenue: { external_id: "x", amount: "-1", currency: "USD" } }, "revenue.amount"],
    [{ revenue: { amount: "1", currency: "USD" } }, "revenue.external_id"],
    [{ left: "3" }, "left"],
  ])("refuse %j naming %s, and book nothing", async (change, field) => {
    const { call, grant } = await admin();
    const answer = await grant({ ...pack(), ...change });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    expect(rows((await call("GET", "/revenue")).body)).toEqual([]);
  });

  it("of another workspace are not there", async () => {
    const [mine, theirs] = [await admin(), await admin()];
    const made = await theirs.grant(pack());
    expect((await mine.call("DELETE", `/grants/${String(made.body["id"])}`)).status).toBe(404);
    expect(rows((await mine.call("GET", "/grants")).body)).toEqual([]);
    expect(rows((await theirs.call("GET", "/grants")).body)).toMatchObject([{ status: "active" }]);
  });
});
