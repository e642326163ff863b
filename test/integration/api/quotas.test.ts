import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip } from "./admit-clips.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

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

const RULE = {
  name: "Thirty a day",
  subject: { each: "user", plan: "free" },
  metric: "generations",
  window: { kind: "calendar", unit: "day", tz: "Europe/Paris" },
  limit: "30",
  mode: "block",
};

async function admin() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1${path}`, body === undefined ? { token } : { token, body });
  return { workspaceId, token, call };
}

async function revision(): Promise<bigint> {
  const [row] = await stores.pg.sql<
    { revision: string }[]
  >`select revision::text from config_revision`;
  return BigInt(row?.revision ?? "0");
}

const rows = (body: Json) => body["data"] as Json[];

describe("quota rules", () => {
  it("are made, shown, replaced and deleted, and each change says what was before and after", async () => {
    const { call } = await admin();
    const made = await call("POST", "/quotas", RULE);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...RULE,
      limit: "30.000000000",
      family: "generations|day:Europe/Paris|user",
      hits_7d: 0,
      users_hit_7d: 0,
    });
    const path = `/quotas/${String(made.body["id"])}`;
    expect((await call("GET", path)).body).toEqual(made.body);
    const changed = await call("PUT", path, { ...RULE, limit: "11" });
    expect(changed.body).toMatchObject({ limit: "11.000000000", id: made.body["id"] });
    expect((await call("GET", "/quotas")).body["data"]).toEqual([changed.body]);
    expect((await call("DELETE", path)).status).toBe(200);
    expect((await call("DELETE", path)).status).toBe(200);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("PUT", path, RULE)).status).toBe(404);
    expect((await call("GET", "/quotas")).body["data"]).toEqual([]);
    const log = rows((await call("GET", "/audit-log?limit=10")).body);
    const details = new Map(log.map((row) => [row["action"], row["detail"] as Json]));
    expect([...details.keys()].filter((each) => String(each).startsWith("quota."))).toHaveLength(3);
    expect(details.get("quota.create")).toMatchObject({
      before: null,
      after: { limit: "30.000000000" },
    });
    expect(details.get("quota.change")).toMatchObject({
      before: { limit: "30.000000000" },
      after: { limit: "11.000000000" },
    });
    expect(details.get("quota.delete")).toMatchObject({ before: { name: RULE.name }, after: null });
  });

  it("are not replaced by who has not seen their latest state, if they say what they have seen", async () => {
    const { call, token } = await admin();
    const first = (await call("POST", "/quotas", RULE)).body;
    const path = `/quotas/${String(first["id"])}`;
    const put = (limit: string, seen: string) =>
      api.call("PUT", `/api/v1${path}`, {
        token,
        body: { ...RULE, limit },
        headers: { "if-match": seen },
      });
    const seen = `"${String(first["updated_at"])}"`;
    const mine = await put("11", seen);
    expect(mine.status).toBe(200);
    const theirs = await put("12", seen);
    expect(theirs).toMatchObject({ status: 412, body: { code: "changed_meanwhile" } });
    expect(String(theirs.body["detail"])).toContain(String(mine.body["updated_at"]));
    expect(fieldsOf((await put("12", "yesterday")).body)).toEqual(["if-match"]);
    expect((await call("GET", path)).body).toEqual(mine.body);
    expect((await put("12", `"${String(mine.body["updated_at"])}"`)).status).toBe(200);
    expect((await put("13", "*")).status).toBe(200);
  });

  it("reach the proxies by a new revision; the same again is no change", async () => {
    const { call } = await admin();
    const [before, refreshes] = [await revision(), api.refreshes()];
    const made = await call("POST", "/quotas", RULE);
    const path = `/quotas/${String(made.body["id"])}`;
    const again = await call("PUT", path, RULE);
    await call("DELETE", path);
    expect(again.body).toEqual(made.body);
    expect((await revision()) - before).toBeGreaterThanOrEqual(2n);
    expect(api.refreshes() - refreshes).toBe(3);
    expect(rows((await call("GET", "/audit-log?action=quota.change")).body)).toEqual([]);
  });

  it("count what they refused, or would have, over seven days", async () => {
    const { call, workspaceId } = await admin();
    const nobody = { ...RULE, subject: { each: "user" }, limit: "0" };
    const blocks = await call("POST", "/quotas", nobody);
    const watches = await call("POST", "/quotas", { ...nobody, mode: "shadow", limit: "5" });
    for (const user of ["u_1", "u_1", "u_2"]) {
      const { answer } = await askForClip(stores.pg, workspaceId, { atMs: Date.now(), user });
      expect(answer.kind).toBe("refused");
    }
    await stores.pg
      .sql`insert into quota_hits (workspace_id, rule_id, day, user_id, mode, hits, last_at)
      values (${workspaceId}, ${String(blocks.body["id"])}, current_date - 7, 'u_3', 'block', 9, now() - interval '7 days')`;
    const listed = rows((await call("GET", "/quotas")).body);
    const hits = listed.map((row) => [row["id"], row["hits_7d"], row["users_hit_7d"]]);
    expect(new Set(hits)).toEqual(
      new Set([
        [blocks.body["id"], 3, 2],
        [watches.body["id"], 0, 0],
      ]),
    );
  });

  it("of metric in_flight need no window", async () => {
    const { call } = await admin();
    const { window: _window, ...rest } = RULE;
    const made = await call("POST", "/quotas", { ...rest, metric: "in_flight", limit: "2" });
    expect(made.body).toMatchObject({
      window: { kind: "lifetime" },
      family: "in_flight|now|user",
    });
  });

  it("page through without gaps or repeats", async () => {
    const { call } = await admin();
    for (let index = 0; index < 5; index += 1) {
      await call("POST", "/quotas", { ...RULE, name: `rule ${index}` });
    }
    const names: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await call("GET", `/quotas?limit=2${query}`);
      names.push(...rows(page.body).map((row) => row["name"]));
      cursor = page.body["next_cursor"] as string | null;
    }
    expect(names).toEqual(["rule 4", "rule 3", "rule 2", "rule 1", "rule 0"]);
  });

  it.each([
    [{ name: " " }, "name"],
    [{ subject: { each: "colour" } }, "subject.each"],
    [{ subject: { each: ["user", "user"] } }, "subject.each"],
    [{ subject: { each: "user", user: "u_1" } }, "subject.user"],
    [{ subject: { each: "user", plan: "" } }, "subject.plan"],
    [{ subject: { each: "user", "tag:a b": "x" } }, "subject.tag:a b"],
    [{ subject: { each: 4 } }, "subject.each"],
    [{ metric: "clips" }, "metric"],
    [{ window: undefined }, "window"],
    [{ window: { kind: "calendar", unit: "day", tz: "Paris" } }, "window.tz"],
    [{ window: { kind: "calendar", unit: "year", tz: "UTC" } }, "window.unit"],
    [{ window: { kind: "rolling", seconds: 59 } }, "window.seconds"],
    [{ window: { kind: "rolling", seconds: 90 * 86_400 + 1 } }, "window.seconds"],
    [{ metric: "in_flight" }, "window"],
    [{ limit: "-1" }, "limit"],
    [{ limit: 30 }, "limit"],
    [{ limit: "1e3" }, "limit"],
    [{ mode: "off" }, "mode"],
    [{ workspace_id: "default" }, "workspace_id"],
  ])("refuse %j naming %s", async (change, field) => {
    const { call } = await admin();
    const answer = await call("POST", "/quotas", { ...RULE, ...change });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it("name every fault of a rule together", async () => {
    const { call } = await admin();
    const { window: _window, ...rest } = RULE;
    const answer = await call("POST", "/quotas", { ...rest, subject: { each: "colour" } });
    expect(fieldsOf(answer.body)).toEqual(["subject.each", "window"]);
  });
});

describe("many rules at once", () => {
  it("are made, changed, deleted and left alone together", async () => {
    const { call } = await admin();
    const [one, two, three] = [
      await call("POST", "/quotas", RULE),
      await call("POST", "/quotas", { ...RULE, name: "two" }),
      await call("POST", "/quotas", { ...RULE, name: "three" }),
    ];
    const before = await revision();
    const body = {
      rules: [
        { ...RULE, name: "new" },
        { ...RULE, id: one.body["id"], limit: "5" },
        { ...RULE, id: two.body["id"], name: "two", delete: true },
        { ...RULE, id: three.body["id"], name: "three" },
      ],
    };
    const dry = await call("POST", "/quotas/bulk", { ...body, dry_run: true });
    const counts = { created: 1, changed: 1, deleted: 1, unchanged: 1 };
    expect(dry.body).toMatchObject({ applied: false, ...counts });
    expect(await revision()).toBe(before);
    expect(rows((await call("GET", "/quotas")).body)).toHaveLength(3);
    const done = await call("POST", "/quotas/bulk", body);
    expect(done.body).toMatchObject({ applied: true, ...counts });
    expect(rows(done.body).map((row) => [row["name"], row["limit"]])).toEqual([
      ["new", "30.000000000"],
      [RULE.name, "5.000000000"],
      ["three", "30.000000000"],
    ]);
    const listed = rows((await call("GET", "/quotas")).body);
    expect(new Set(listed.map((row) => row["name"]))).toEqual(new Set([RULE.name, "new", "three"]));
    const log = rows((await call("GET", "/audit-log?limit=4")).body).map((row) =>
      String(row["action"]),
    );
    expect(log.toSorted()).toEqual([
      "quota.change",
      "quota.create",
      "quota.create",
      "quota.delete",
    ]);
  });

  it("are none when one is faulty, and every faulty row is named", async () => {
    const { call } = await admin();
    const other = await admin();
    const [theirs, gone] = [
      await other.call("POST", "/quotas", RULE),
      await call("POST", "/quotas", RULE),
    ];
    await call("DELETE", `/quotas/${String(gone.body["id"])}`);
    const fields = async (rules: unknown[]) => {
      const answer = await call("POST", "/quotas/bulk", { rules });
      expect(answer.status).toBe(400);
      return fieldsOf(answer.body);
    };
    expect(await fields([RULE, RULE, RULE, { ...RULE, limit: "x" }])).toEqual(["rules[3].limit"]);
    const mine = await call("POST", "/quotas", RULE);
    const { id } = mine.body;
    expect(
      await fields([
        RULE,
        { ...RULE, id: theirs.body["id"] },
        { ...RULE, id: gone.body["id"], delete: true },
        { ...RULE, id: randomUUID() },
        { ...RULE, metric: "in_flight" },
        { ...RULE, subject: { each: "user", plan: "" } },
        { ...RULE, delete: true },
        { ...RULE, id, limit: "1" },
        { ...RULE, id, limit: "2" },
      ]),
    ).toEqual([
      "rules[1].id",
      "rules[2].id",
      "rules[3].id",
      "rules[4].window",
      "rules[5].subject.plan",
      "rules[6].delete",
      "rules[8].id",
    ]);
    expect(rows((await call("GET", "/quotas")).body)).toEqual([mine.body]);
    expect(rows((await other.call("GET", "/quotas")).body)).toEqual([theirs.body]);
    expect(await fields([])).toEqual(["rules"]);
  });

  it("are up to a thousand", async () => {
    const { call } = await admin();
    const rules = Array.from({ length: 1_001 }, (_, index) => ({ ...RULE, name: `r${index}` }));
    const done = await call("POST", "/quotas/bulk", { rules: rules.slice(1) });
    expect(done.body).toMatchObject({ created: 1_000 });
    const more = await call("POST", "/quotas/bulk", { rules });
    expect([more.status, fieldsOf(more.body)]).toEqual([400, ["rules"]]);
  });

  it("of another workspace are not there", async () => {
    const [mine, theirs] = [await admin(), await admin()];
    const made = await theirs.call("POST", "/quotas", RULE);
    for (const id of [made.body["id"], uuidV7(1, new Uint8Array(10)), "x"]) {
      for (const method of ["GET", "PUT", "DELETE"]) {
        const body = method === "PUT" ? RULE : undefined;
        expect((await mine.call(method, `/quotas/${String(id)}`, body)).status).toBe(404);
      }
    }
    expect((await theirs.call("GET", `/quotas/${String(made.body["id"])}`)).status).toBe(200);
  });
});
