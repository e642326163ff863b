import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip, endClip, type ClipAsk } from "./admit-clips.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

/** Half a day before its end in Paris. */
const NOW = Date.parse("2026-11-22T11:00:00Z");
const HOUR_MS = 3_600_000;
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

const RULE = {
  name: "Three a day",
  subject: { each: "user" },
  metric: "generations",
  window: { kind: "calendar", unit: "day", tz: "Europe/Paris" },
  limit: "3",
  mode: "block",
};
const ROLLING = { kind: "rolling", seconds: 7_200 };

async function tenant() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const { token: viewer } = await newToken(api, workspaceId, "viewer");
  const call = async (method: string, path: string, body?: unknown, bearer = token) => {
    const answer = await api.call(method, `/api/v1${path}`, {
      token: bearer,
      ...(body === undefined ? {} : { body }),
    });
    return answer;
  };
  return {
    workspaceId,
    call,
    async make(path: string, body: unknown) {
      const made = await call("POST", path, body);
      expect(made.status).toBe(201);
      return made.body;
    },
    usage: (query: string, bearer = viewer) =>
      call("GET", `/quotas/usage?${query}`, undefined, bearer),
    async clip(ask: Partial<ClipAsk> = {}) {
      const { id, answer } = await askForClip(stores.pg, workspaceId, {
        atMs: NOW,
        user: "u_1",
        ...ask,
      });
      return { id, kind: answer.kind };
    },
  };
}

type Tenant = Awaited<ReturnType<typeof tenant>>;

const rows = (body: Json) => body["data"] as Json[];
const rowOf = (body: Json, name: string) => rows(body).find((row) => row["name"] === name);

describe("what is left for a user", () => {
  it("counts what was used and what is held, and says when the window ends", async () => {
    const who = await tenant();
    await who.make("/quotas", RULE);
    const first = await who.clip();
    await endClip(stores.pg, first.id);
    await who.clip();
    const some = await who.usage("user=u_1");
    expect(some.body).toMatchObject({
      user: "u_1",
      allowed: true,
      because: "Yes: 1 of 3 generations a day are left.",
      block: null,
      grants: [],
    });
    expect(rows(some.body)).toMatchObject([
      {
        subject: "user u_1",
        limit: "3.000000000",
        used: "1.000000000",
        held: "1.000000000",
        left: "1.000000000",
        granted_left: "0.000000000",
        resets_at: "2026-11-22T23:00:00.000Z",
      },
    ]);
    expect((await who.clip()).kind).toBe("admitted");
    expect((await who.clip()).kind).toBe("refused");
    expect((await who.usage("user=u_1")).body).toMatchObject({
      allowed: false,
      because: "No: 3 of 3 generations a day are used. Resets 2026-11-22T23:00:00Z.",
    });
    expect((await who.usage("user=u_2")).body).toMatchObject({ allowed: true });
  });

  it("of a rolling window leaves when it is as old as the window, before the books age it", async () => {
    const who = await tenant();
    await who.make("/quotas", { ...RULE, name: "Rolling", window: ROLLING, limit: "2" });
    const old = await who.clip({ atMs: NOW - 2 * HOUR_MS });
    await endClip(stores.pg, old.id);
    await who.clip({ atMs: NOW - 2 * HOUR_MS + 1_000 });
    api.setNow(NOW - 1);
    const full = await who.usage("user=u_1");
    expect(full.body).toMatchObject({
      allowed: false,
      because:
        "No: 2 of 2 generations in any 2 hours are used. The oldest of them leaves the window 2026-11-22T11:00:00Z.",
    });
    api.setNow(NOW);
    expect(rows((await who.usage("user=u_1")).body)).toMatchObject([
      { used: "0.000000000", held: "1.000000000", resets_at: "2026-11-22T11:00:01.000Z" },
    ]);
    api.setNow(NOW + 1_000);
    expect(rows((await who.usage("user=u_1")).body)).toMatchObject([
      { used: "0.000000000", held: "0.000000000", left: "2.000000000", resets_at: null },
    ]);
    api.setNow(NOW);
  });

  it("is answered by the rule that binds in each family, and by what watches beside it", async () => {
    const who = await tenant();
    await who.make("/quotas", RULE);
    await who.make("/quotas", {
      ...RULE,
      name: "Pro",
      subject: { each: "user", plan: "pro" },
      limit: "9",
    });
    await who.make("/quotas", { ...RULE, name: "Ada", subject: { user: "ada" }, limit: "20" });
    await who.make("/quotas", { ...RULE, name: "Watch", mode: "shadow", limit: "1" });
    await who.make("/quotas", { ...RULE, name: "Warn", mode: "warn", limit: "2" });
    await who.make("/quotas", {
      ...RULE,
      name: "Remix money",
      subject: { feature: "remix" },
      metric: "cost",
      limit: "10",
    });
    const names = async (query: string) =>
      rows((await who.usage(query)).body).map((row) => row["name"]);
    expect(await names("user=u_1")).toEqual(["Three a day", "Warn", "Watch"]);
    expect(await names("user=u_1&plan=pro")).toEqual(["Pro", "Warn", "Watch"]);
    expect(await names("user=ada&plan=pro&feature=remix")).toEqual([
      "Ada",
      "Remix money",
      "Warn",
      "Watch",
    ]);
    await who.clip({ user: "ada", feature: "remix" });
    const { body } = await who.usage("user=bob&feature=remix");
    expect(rowOf(body, "Remix money")).toMatchObject({
      subject: "feature remix",
      held: "0.400000000",
      left: "9.600000000",
      granted_left: null,
    });
  });

  it("says nothing limits it when nothing does, and the figures of everyone together", async () => {
    const who = await tenant();
    expect((await who.usage("user=u_1")).body).toMatchObject({
      allowed: true,
      because: "Yes: no rule limits this.",
      data: [],
    });
    await who.make("/quotas", {
      ...RULE,
      name: "All",
      subject: {},
      metric: "cost",
      window: { kind: "lifetime" },
      limit: "0.4",
    });
    await who.clip();
    const { body } = await who.usage("");
    expect(body).toMatchObject({
      user: null,
      allowed: false,
      because: "No: 0.4 of 0.4 USD in all for all together are used.",
    });
    expect(rows(body)).toMatchObject([{ subject: "all together", resets_at: null }]);
  });

  it("counts what runs now where jobs in flight are limited", async () => {
    const who = await tenant();
    await who.make("/quotas", { ...RULE, metric: "in_flight", window: undefined, limit: "1" });
    const { id } = await who.clip();
    expect((await who.usage("user=u_1")).body).toMatchObject({
      allowed: false,
      because: "No: 1 of 1 generations at a time are used.",
    });
    await endClip(stores.pg, id);
    expect((await who.usage("user=u_1")).body).toMatchObject({ allowed: true });
  });

  it("adds what grants give, and shows them", async () => {
    const who = await tenant();
    api.setNow(Date.now());
    await who.make("/quotas", { ...RULE, window: { kind: "lifetime" }, limit: "1" });
    await who.clip();
    expect((await who.usage("user=u_1")).body["allowed"]).toBe(false);
    const expires = new Date(Date.now() + HOUR_MS).toISOString();
    const grant = { user: "u_1", amount: "2", expires_at: expires, reason: "sorry" };
    await who.make("/grants", grant);
    await who.make("/grants", { ...grant, metric: "cost" });
    const { body } = await who.usage("user=u_1");
    expect(body).toMatchObject({
      allowed: true,
      because: "Yes: 0 of 1 generations in all are left, and grants add 2 generations.",
    });
    expect(rows(body)).toMatchObject([{ left: "0.000000000", granted_left: "2.000000000" }]);
    expect(body["grants"]).toHaveLength(2);
    await who.clip({ atMs: Date.now() });
    expect(rows((await who.usage("user=u_1")).body)).toMatchObject([
      { held: "1.000000000", granted_left: "1.000000000" },
    ]);
    api.setNow(NOW);
  });

  it("is nothing while the user is blocked, until the block ends", async () => {
    const who = await tenant();
    const body = { reason: "chargeback", until: new Date(NOW + HOUR_MS).toISOString() };
    await who.call("PUT", "/users/u_1/block", body);
    expect((await who.usage("user=u_1")).body).toMatchObject({
      allowed: false,
      because: "No: u_1 is blocked: chargeback. Until 2026-11-22T12:00:00Z.",
      block: { reason: "chargeback", until: "2026-11-22T12:00:00.000Z" },
    });
    expect((await who.usage("user=u_2")).body).toMatchObject({ allowed: true, block: null });
    api.setNow(NOW + HOUR_MS);
    expect((await who.usage("user=u_1")).body).toMatchObject({ allowed: true, block: null });
    api.setNow(NOW);
  });

  it("asks the gates of the feature, and their day's budget", async () => {
    const who = await tenant();
    const gate = { name: "First", feature: "remix", regions: ["fr"], daily_budget: "1" };
    await who.make("/gates", gate);
    expect((await who.usage("user=u_1&feature=remix&region=de")).body).toMatchObject({
      allowed: false,
      because: "No: remix is not open in region de.",
    });
    expect((await who.usage("user=u_1")).body).toMatchObject({ allowed: true, data: [] });
    await who.clip({ feature: "remix", region: "fr", price: 600_000_000n });
    const open = await who.usage("user=u_1&feature=remix&region=fr");
    expect(open.body).toMatchObject({ allowed: true });
    expect(rows(open.body)).toMatchObject([
      { name: "First: daily budget", held: "0.600000000", left: "0.400000000", metric: "cost" },
    ]);
    await who.clip({ feature: "remix", region: "fr", price: 400_000_000n });
    expect((await who.usage("user=u_2&feature=remix&region=fr")).body).toMatchObject({
      allowed: false,
      because: "No: 1 of 1 USD a day for all together are used. Resets 2026-11-23T00:00:00Z.",
    });
  });

  it("takes tags and keys, and refuses what it does not know by name", async () => {
    const who = await tenant();
    await who.make("/quotas", {
      ...RULE,
      name: "Red",
      subject: { each: "user", "tag:team": "red" },
    });
    await who.make("/quotas", { ...RULE, name: "Keys", subject: { each: "key" } });
    expect(rows((await who.usage("user=u_1")).body)).toEqual([]);
    expect(rows((await who.usage("user=u_1&tag:team=red")).body)).toMatchObject([
      { name: "Red", subject: "tag:team red, user u_1" },
    ]);
    const key = "0190b0f4-7c5e-7000-8000-000000000000";
    expect(rows((await who.usage(`key=${key}`)).body)).toMatchObject([
      { name: "Keys", subject: `key ${key}` },
    ]);
    for (const [query, field] of [
      ["colour=red", "colour"],
      ["tag:a%20b=x", "tag:a b"],
      ["tag:team=", "tag:team"],
      ["tag:team=a&tag:team=b", "tag:team"],
      ["user=", "user"],
      ["key=k", "key"],
      [`plan=${"x".repeat(201)}`, "plan"],
    ] as const) {
      const answer = await who.usage(query);
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    }
  });

  it("never looks into another workspace", async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    for (const who of [mine, theirs]) await who.make("/quotas", RULE);
    await theirs.clip();
    expect(rows((await mine.usage("user=u_1")).body)).toMatchObject([{ held: "0.000000000" }]);
  });
});

describe("a key for the proxy", () => {
  async function keyOf(who: Tenant, body: object): Promise<{ key: string; id: string }> {
    const made = await who.make("/keys", { name: "app", ...body });
    return { key: String(made["key"]), id: String(made["id"]) };
  }

  it("that pins a user asks for that user, with what else it pins and gives", async () => {
    const who = await tenant();
    await who.make("/quotas", { ...RULE, name: "Pro", subject: { each: "user", plan: "pro" } });
    await who.make("/quotas", { ...RULE, name: "Shadow", mode: "shadow", limit: "1" });
    await who.make("/quotas", { ...RULE, name: "Warn", mode: "warn", limit: "1" });
    await who.make("/quotas", { ...RULE, name: "Key", subject: { each: "key" }, limit: "7" });
    const { key, id } = await keyOf(who, {
      pinned: { user: "u_1", region: "fr" },
      defaults: { plan: "pro" },
    });
    await who.clip({ plan: "pro", keyId: id });
    const own = await who.usage("", key);
    expect([own.status, own.body["user"]]).toEqual([200, "u_1"]);
    expect(rows(own.body).map((row) => [row["name"], row["held"]])).toEqual([
      ["Key", "1.000000000"],
      ["Pro", "1.000000000"],
      ["Warn", "1.000000000"],
    ]);
    expect((await who.usage("user=u_1", key)).body).toEqual(own.body);
    // A default gives way to what is asked; what is pinned does not.
    const free = await who.usage("plan=free&region=de", key);
    expect(rows(free.body).map((row) => row["name"])).toEqual(["Key", "Warn"]);
    for (const query of ["user=u_2", "key=0190b0f4-7c5e-7000-8000-000000000000"]) {
      expect((await who.usage(query, key)).status).toBe(403);
    }
  });

  it("hears that its user is blocked, not the note that colleagues wrote about it", async () => {
    const who = await tenant();
    const { key } = await keyOf(who, { pinned: { user: "u_1" } });
    const body = { reason: "fraud case 77" };
    await who.call("PUT", "/users/u_1/block", body);
    const heard = await who.usage("", key);
    expect(heard.body).toMatchObject({ allowed: false, because: "No: u_1 is blocked." });
    expect(JSON.stringify(heard.body)).not.toContain("fraud");
    expect((await who.usage("user=u_1")).body).toMatchObject({ block: body });
  });

  it("that pins none, by default at most, is told to pin one", async () => {
    const who = await tenant();
    const { key } = await keyOf(who, { defaults: { user: "u_1" } });
    const answer = await who.usage("user=u_1", key);
    expect([answer.status, answer.body["detail"]]).toEqual([
      403,
      "Pin a user to this key: a key for the proxy may ask only for the user that it pins.",
    ]);
  });

  it("that is unknown, revoked or expired opens nothing", async () => {
    const who = await tenant();
    const pinned = { user: "u_1" };
    const revoked = await keyOf(who, { pinned });
    await who.call("DELETE", `/keys/${revoked.id}`);
    const expired = await keyOf(who, { pinned, expires_at: new Date(NOW + 1_000).toISOString() });
    expect((await who.usage("", expired.key)).status).toBe(200);
    api.setNow(NOW + 1_000);
    for (const key of [revoked.key, expired.key, `rm_live_${"a".repeat(43)}`]) {
      expect((await who.usage("", key)).status).toBe(401);
    }
    api.setNow(NOW);
  });

  it("opens no other route, whatever its method", async () => {
    const who = await tenant();
    const { key } = await keyOf(who, { pinned: { user: "u_1" } });
    const seen: Record<string, number> = {};
    for (const definition of api.app.openAPIRegistry.definitions) {
      if (definition.type !== "route") continue;
      const { method, path } = definition.route;
      const target = path.replace("/api/v1", "").replaceAll(/\{[^}]+\}/g, "u_1");
      const body = method === "get" || method === "delete" ? undefined : {};
      seen[`${method} ${path}`] = (await who.call(method.toUpperCase(), target, body, key)).status;
    }
    const { "post /api/v1/revenue/import": file, "post /api/v1/stripe/hooks/{id}": hook } = seen;
    // Refused before anybody asks for a key: JSON where a file is taken, and a webhook of nobody's.
    expect([file, hook]).toEqual([415, 404]);
    const opened = Object.entries(seen).filter(([, status]) => ![401, 415, 404].includes(status));
    expect(opened).toEqual([["get /api/v1/quotas/usage", 200]]);
    expect(Object.values(seen).filter((status) => status !== 401)).toHaveLength(3);
    expect(Object.keys(seen).length).toBeGreaterThan(30);
  });
});
