import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NONE } from "../../../domain/attribution-fields.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip } from "./admit-clips.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-04-01T12:00:00Z");
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

async function admin() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1${path}`, body === undefined ? { token } : { token, body });
  return { workspaceId, call };
}

const rows = (body: Json) => body["data"] as Json[];
const names = (body: Json) => rows(body).map((row) => row["user"]);

/** Ada spends most, Bob in yen too, Cy only pays, one names nobody, one is long gone. */
async function story() {
  const who = await admin();
  const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
  await book("2026-03-20T10:00:00Z", { userId: "ada.Lovelace", cost: "0.500000001" });
  await book("2026-03-21T10:00:00Z", { userId: "ada.Lovelace" });
  await book("2026-03-20T10:00:00Z", { userId: "bob" });
  await book("2026-03-20T11:00:00Z", { userId: "bob", cost: "70", currency: "JPY" });
  await book("2026-03-20T12:00:00Z", { userId: "bob", state: "failed", cost: "0" });
  await book("2026-03-20T10:00:00Z", { userId: "dee" });
  await book("2026-03-20T10:00:00Z", { userId: NONE, cost: "9" });
  await book("2026-02-01T10:00:00Z", { userId: "long-gone" });
  const entry = { occurred_at: "2026-03-25T09:00:00Z", currency: "USD" };
  await who.call("POST", "/revenue", {
    entries: [
      { ...entry, external_id: "1", user: "cy", amount: "1.50" },
      { ...entry, external_id: "2", user: "bob", amount: "2" },
      { ...entry, external_id: "3", user: "bob", amount: "500", currency: "JPY" },
    ],
  });
  await deliver(stores, who.workspaceId);
  return who;
}

describe("users", () => {
  it("are those who generated or paid in the last 30 days, who spent most first", async () => {
    const { call } = await story();
    const { body } = await call("GET", "/users");
    expect(names(body)).toEqual(["ada.Lovelace", "bob", "dee", "cy"]);
    const rest = { blocked: false, refused_7d: 0 };
    expect(rows(body)).toMatchObject([
      {
        generations: 2,
        failed: 0,
        spend: { USD: "0.900000001" },
        revenue: {},
        last_seen: "2026-03-21T10:00:00.000Z",
        ...rest,
      },
      {
        generations: 3,
        failed: 1,
        spend: { USD: "0.400000000", JPY: "70.000000000" },
        revenue: { USD: "2.000000000", JPY: "500.000000000" },
        ...rest,
      },
      { generations: 1 },
      { generations: 0, spend: {}, revenue: { USD: "1.500000000" }, last_seen: null, ...rest },
    ]);
    expect(names((await call("GET", "/users?from=2026-01-01T00:00:00Z")).body)).toContain(
      "long-gone",
    );
  });

  it("are found by a part of their id, any case, taken as it stands", async () => {
    const { call } = await story();
    expect(names((await call("GET", "/users?search=LOVE")).body)).toEqual(["ada.Lovelace"]);
    expect(names((await call("GET", "/users?search=y")).body)).toEqual(["cy"]);
    for (const search of ["%25", "_", "a*", "'", "none"]) {
      expect(names((await call("GET", `/users?search=${search}`)).body)).toEqual([]);
    }
    expect(names((await call("GET", "/users?search=")).body)).toHaveLength(4);
  });

  it("page through without gaps or repeats, equals by name", async () => {
    const { call } = await story();
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await call("GET", `/users?limit=1${query}`);
      seen.push(...names(page.body));
      cursor = page.body["next_cursor"] as string | null;
    }
    expect(seen).toEqual(["ada.Lovelace", "bob", "dee", "cy"]);
  });

  it("show who is blocked and how often each was refused", async () => {
    const { call, workspaceId } = await story();
    await call("PUT", "/users/bob/block", { reason: "abuse" });
    await call("PUT", "/users/dee/block", { reason: "a day off", until: "2026-04-01T12:00:01Z" });
    const rule = { name: "None", subject: { each: "user" }, metric: "generations", limit: "0" };
    await call("POST", "/quotas", { ...rule, window: { kind: "lifetime" }, mode: "block" });
    await askForClip(stores.pg, workspaceId, { atMs: NOW, user: "dee" });
    const flags = async () =>
      rows((await call("GET", "/users")).body).map((row) => [row["user"], row["blocked"]]);
    expect(await flags()).toContainEqual(["dee", true]);
    expect(rows((await call("GET", "/users?search=dee")).body)).toMatchObject([{ refused_7d: 1 }]);
    api.setNow(NOW + 1_000);
    expect(await flags()).toEqual([
      ["ada.Lovelace", false],
      ["bob", true],
      ["dee", false],
      ["cy", false],
    ]);
    api.setNow(NOW);
  });

  it("of another workspace are nobody's to see", async () => {
    await story();
    const other = await admin();
    expect((await other.call("GET", "/users")).body).toEqual({ data: [], next_cursor: null });
  });

  it.each([
    ["from=2026-03-01", "from"],
    ["from=2026-04-02T00:00:00Z", "to"],
    ["from=2020-01-01T00:00:00Z", "from"],
    ["to=9999-12-31T23:59:59-14:00", "to"],
    ["limit=0", "limit"],
    ["cursor=x", "cursor"],
    ["colour=red", "colour"],
    [`search=${"x".repeat(201)}`, "search"],
  ])("refuse %s naming %s", async (query, field) => {
    const { call } = await admin();
    const answer = await call("GET", `/users?${query}`);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });
});

describe("a block", () => {
  it("is put, replaced and lifted, each time for the proxies to see and in the log", async () => {
    const { call } = await admin();
    const refreshes = api.refreshes();
    const user = encodeURIComponent("Ünïcode/u 42?");
    const put = await call("PUT", `/users/${user}/block`, { reason: "abuse" });
    expect(put.body).toEqual({
      user: "Ünïcode/u 42?",
      block: {
        reason: "abuse",
        until: null,
        created_at: "2026-04-01T12:00:00.000Z",
        created_by: "admin",
      },
    });
    const until = "2026-04-02T00:00:00.000Z";
    const again = await call("PUT", `/users/${user}/block`, { reason: "appealed", until });
    expect(again.body["block"]).toMatchObject({ reason: "appealed", until });
    const lifted = await call("DELETE", `/users/${user}/block`);
    expect(lifted.body).toEqual({ user: "Ünïcode/u 42?", block: null });
    expect((await call("DELETE", `/users/${user}/block`)).body).toEqual(lifted.body);
    expect(api.refreshes() - refreshes).toBe(4);
    const log = async (action: string) =>
      rows((await call("GET", `/audit-log?action=${action}`)).body).map((row) => row["detail"]);
    expect(await log("user.unblock")).toMatchObject([
      { before: { reason: "appealed" }, after: null },
    ]);
    const blocks = await log("user.block");
    expect(blocks).toHaveLength(2);
    expect(blocks).toContainEqual(
      expect.objectContaining({ before: expect.objectContaining({ reason: "abuse" }) }),
    );
  });

  it("of one workspace is none in another", async () => {
    const [mine, theirs] = [await admin(), await admin()];
    await theirs.call("PUT", "/users/u_1/block", { reason: "abuse" });
    await mine.call("DELETE", "/users/u_1/block");
    const usage = await theirs.call("GET", "/quotas/usage?user=u_1");
    expect(usage.body).toMatchObject({ allowed: false, block: { reason: "abuse" } });
    expect((await mine.call("GET", "/quotas/usage?user=u_1")).body["block"]).toBeNull();
  });

  it.each([
    [{ reason: "" }, "reason"],
    [{}, "reason"],
    [{ reason: "x", until: "2026-04-01T12:00:00Z" }, "until"],
    [{ reason: "x", until: "never" }, "until"],
    [{ reason: "x", user: "u_2" }, "user"],
  ])("refuses %j naming %s", async (body, field) => {
    const { call } = await admin();
    const answer = await call("PUT", "/users/u_1/block", body);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it.each(["%00", "%0a", "x".repeat(201)])("refuses the user %s", async (user) => {
    const { call } = await admin();
    const answer = await call("PUT", `/users/${user}/block`, { reason: "x" });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ["user"]]);
  });
});

describe("what rules did to a user", () => {
  it("is listed newest first, with the rule's name while there is one", async () => {
    const { call, workspaceId } = await admin();
    const rule = { name: "None", subject: { each: "user" }, metric: "generations", limit: "0" };
    const made = await call("POST", "/quotas", {
      ...rule,
      window: { kind: "lifetime" },
      mode: "block",
    });
    const gate = await call("POST", "/gates", { name: "Stage", feature: "remix" });
    const [ruleId, gateId] = [String(made.body["id"]), String(gate.body["id"])];
    const hit = (id: string, day: string, mode: string, at: string, user = "u_1") =>
      stores.pg
        .sql`insert into quota_hits (workspace_id, rule_id, day, user_id, mode, hits, last_at)
        values (${workspaceId}, ${id}, ${day}, ${user}, ${mode}, 2, ${at})`;
    await hit(ruleId, "2026-03-30", "block", "2026-03-30T10:00:00.000001Z");
    await hit(ruleId, "2026-03-31", "block", "2026-03-31T10:00:00.000001Z");
    await hit(gateId, "2026-03-31", "block", "2026-03-31T10:00:00.000002Z");
    await hit(ruleId, "2026-03-31", "shadow", "2026-03-31T10:00:00.000001Z");
    await hit(ruleId, "2026-03-31", "block", "2026-03-31T10:00:00Z", "u_2");
    const seen: Json[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await call("GET", `/users/u_1/quota-hits?limit=1${query}`);
      seen.push(...rows(page.body));
      cursor = page.body["next_cursor"] as string | null;
    }
    expect(seen.map((row) => [row["name"], row["day"], row["mode"], row["hits"]])).toEqual([
      ["Stage", "2026-03-31", "block", 2],
      ["None", "2026-03-31", "shadow", 2],
      ["None", "2026-03-31", "block", 2],
      ["None", "2026-03-30", "block", 2],
    ]);
    await call("DELETE", `/quotas/${ruleId}`);
    await call("DELETE", `/gates/${gateId}`);
    const gone = rows((await call("GET", "/users/u_1/quota-hits")).body);
    expect(gone.map((row) => row["name"])).toEqual([null, null, null, null]);
    const other = await admin();
    expect(rows((await other.call("GET", "/users/u_1/quota-hits")).body)).toEqual([]);
  });
});
