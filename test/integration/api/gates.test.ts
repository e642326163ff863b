import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip, endClip } from "./admit-clips.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-11-22T11:00:00Z");
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

const GATE = {
  name: "France first",
  feature: "remix",
  regions: ["fr", "be"],
  platforms: null,
  share: 12.34,
  from: "2026-11-20T00:00:00+01:00",
  to: "2026-12-01T00:00:00Z",
  tz: "Europe/Paris",
};

async function admin() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1${path}`, body === undefined ? { token } : { token, body });
  return { workspaceId, token, call };
}

const rows = (body: Json) => body["data"] as Json[];

describe("gates", () => {
  it("are made, replaced and deleted, and each change says what was before and after", async () => {
    const { call } = await admin();
    const refreshes = api.refreshes();
    const made = await call("POST", "/gates", GATE);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...GATE,
      plans: null,
      from: "2026-11-19T23:00:00.000Z",
      to: "2026-12-01T00:00:00.000Z",
      daily_budget: null,
      paused: false,
      status: "open",
      budget_used: null,
      budget_held: null,
    });
    const path = `/gates/${String(made.body["id"])}`;
    const changed = await call("PUT", path, { name: "All", feature: "remix", paused: true });
    expect(changed.body).toMatchObject({
      name: "All",
      regions: null,
      share: 100,
      from: null,
      to: null,
      tz: "UTC",
      status: "paused",
    });
    expect(rows((await call("GET", "/gates")).body)).toEqual([changed.body]);
    expect((await call("DELETE", path)).status).toBe(200);
    expect((await call("DELETE", path)).status).toBe(200);
    expect((await call("PUT", path, GATE)).status).toBe(404);
    expect(rows((await call("GET", "/gates")).body)).toEqual([]);
    expect(api.refreshes() - refreshes).toBeGreaterThanOrEqual(3);
    const change = await call("GET", "/audit-log?action=gate.change");
    expect(rows(change.body)).toMatchObject([
      { detail: { before: { share: 12.34 }, after: { share: 100, paused: true } } },
    ]);
    const deletions = await call("GET", "/audit-log?action=gate.delete");
    expect(rows(deletions.body)).toMatchObject([{ detail: { after: null } }]);
  });

  it("are not replaced by who has not seen their latest state, if they say what they have seen", async () => {
    const { call, token } = await admin();
    const made = (await call("POST", "/gates", GATE)).body;
    const put = (seen: Json, paused: boolean) =>
      api.call("PUT", `/api/v1/gates/${String(made["id"])}`, {
        token,
        body: { ...GATE, paused },
        headers: { "if-match": `"${String(seen["updated_at"])}"` },
      });
    const paused = await put(made, true);
    expect(paused.body).toMatchObject({ paused: true });
    expect(await put(made, false)).toMatchObject({ status: 412 });
    expect((await put(paused.body, false)).body).toMatchObject({ paused: false });
  });

  it("say where they stand now", async () => {
    const { call } = await admin();
    const states = {
      planned: { from: "2026-11-22T11:00:01Z" },
      open: { from: "2026-11-22T11:00:00Z", to: "2026-11-22T11:00:01Z" },
      paused: { paused: true, from: "2026-11-23T00:00:00Z" },
      ended: { paused: true, to: "2026-11-22T11:00:00Z" },
    };
    for (const [status, change] of Object.entries(states)) {
      const made = await call("POST", "/gates", { name: status, feature: "remix", ...change });
      expect(made.body["status"]).toBe(status);
    }
  });

  it("show what their own day has taken of the budget", async () => {
    const { call, workspaceId } = await admin();
    const gate = { name: "Budget", feature: "remix", tz: "Pacific/Auckland", daily_budget: "2" };
    const made = await call("POST", "/gates", gate);
    expect(made.body).toMatchObject({ budget_used: "0.000000000", budget_held: "0.000000000" });
    const ask = { user: "u_1", feature: "remix", atMs: NOW };
    const { id } = await askForClip(stores.pg, workspaceId, ask);
    await endClip(stores.pg, id, { cost: "0.3" });
    await askForClip(stores.pg, workspaceId, ask);
    // Already yesterday in Auckland.
    await askForClip(stores.pg, workspaceId, { ...ask, atMs: NOW - 3_600_000 });
    expect(rows((await call("GET", "/gates")).body)).toMatchObject([
      { budget_used: "0.300000000", budget_held: "0.400000000" },
    ]);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ feature: " " }, "feature"],
    [{ regions: [] }, "regions"],
    [{ regions: ["fr", ""] }, "regions[1]"],
    [{ share: 100.01 }, "share"],
    [{ share: -1 }, "share"],
    [{ share: 0.001 }, "share"],
    [{ from: "2026-12-01" }, "from"],
    [{ from: "0001-01-01T00:00:00+14:00" }, "from"],
    [{ to: "2026-11-19T23:00:00Z" }, "to"],
    [{ daily_budget: "-1" }, "daily_budget"],
    [{ daily_budget: 5 }, "daily_budget"],
    [{ tz: "Paris" }, "tz"],
    [{ paused: "yes" }, "paused"],
    [{ open: true }, "open"],
  ])("refuse %j naming %s", async (change, field) => {
    const { call } = await admin();
    const answer = await call("POST", "/gates", { ...GATE, ...change });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it("keep every share of two decimals as it is", async () => {
    const { call } = await admin();
    for (const share of [0, 0.01, 0.07, 0.29, 1.13, 33.33, 57.99, 99.99, 100]) {
      const made = await call("POST", "/gates", { ...GATE, share });
      expect([made.status, made.body["share"]]).toEqual([201, share]);
    }
  });

  it("of another workspace are not there", async () => {
    const [mine, theirs] = [await admin(), await admin()];
    const made = await theirs.call("POST", "/gates", GATE);
    const path = `/gates/${String(made.body["id"])}`;
    expect((await mine.call("PUT", path, GATE)).status).toBe(404);
    expect((await mine.call("DELETE", path)).status).toBe(404);
    expect(rows((await mine.call("GET", "/gates")).body)).toEqual([]);
    expect(rows((await theirs.call("GET", "/gates")).body)).toEqual([made.body]);
  });
});
