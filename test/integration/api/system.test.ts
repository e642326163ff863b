import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClickHouse } from "../../../db/clickhouse/client.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores, {
    processFacts: () => ({ ...facts, configuration: [SECRET] }),
  });
}, 60_000);
afterAll(() => stores.close());

const SECRET = {
  variable: "REELMETER_SECRET_KEY",
  is_set: true,
  value: null,
  advice: "fine",
} as const;
const facts = {
  startedAtMs: Date.parse("2026-01-01T00:00:00Z"),
  node: "v20.20.2",
  roles: ["api"],
  stores: "embedded",
  memoryBytes: 1,
  disk: { freeBytes: 5, totalBytes: 10 },
} as const;

describe("the system's state", () => {
  it("names both engines with what they hold, and this process", async () => {
    const { token } = await newToken(api, await newWorkspace(stores.pg), "viewer");
    const { body } = await api.call("GET", "/api/v1/system", { token });
    expect(body["engines"]).toMatchObject({
      postgres: { version: expect.stringMatching(/^\d+/), migrations: expect.any(Number) },
      clickhouse: { state: "up", version: expect.stringMatching(/^\d+\./) },
    });
    expect(body["process"]).toMatchObject({ disk: { free_bytes: 5, total_bytes: 10 } });
    expect(body["holds"]).toEqual({ open: 0, old: 0, old_after_hours: 24, oldest_at: null });
  });

  it("shows the configuration to admins and owners alone", async () => {
    const workspace = await newWorkspace(stores.pg);
    const seen = async (role: "viewer" | "admin") => {
      const { token } = await newToken(api, workspace, role);
      return (await api.call("GET", "/api/v1/system", { token })).body["configuration"];
    };
    expect([await seen("viewer"), await seen("admin")]).toEqual([null, [SECRET]]);
  });

  it("counts refused facts by their reason, those of the own workspace alone", async () => {
    const [mine, theirs] = [await newWorkspace(stores.pg), await newWorkspace(stores.pg)];
    for (const [workspace, reason] of [
      [mine, "no such column"],
      [mine, "no such column"],
      [mine, "too large"],
      [theirs, "theirs"],
    ] as const) {
      await stores.pg.sql`insert into dead_letters (topic, workspace_id, entity_id, reason, payload)
        values ('generation', ${workspace}, ${uuidV7(Date.now(), new Uint8Array(10))}, ${reason}, '{}')`;
    }
    const { token } = await newToken(api, mine, "viewer");
    const { body } = await api.call("GET", "/api/v1/system", { token });
    expect(body["dead_letters"]).toBe(3);
    expect(body["dead_letter_kinds"]).toMatchObject([
      { topic: "generation", reason: "no such column", count: 2 },
      { topic: "generation", reason: "too large", count: 1 },
    ]);
  });

  it("is told without ClickHouse too, and says that it is away", async () => {
    const away = openClickHouse({ url: "http://user:canary@127.0.0.1:1/none", cluster: null });
    const lonely = apiUnderTest({ pg: stores.pg, ch: away });
    const { token } = await newToken(api, await newWorkspace(stores.pg), "viewer");
    const answer = await lonely.call("GET", "/api/v1/system", { token });
    expect(answer.status).toBe(200);
    expect(answer.body["engines"]).toMatchObject({
      clickhouse: { state: "down", version: null, rows: null },
    });
    expect(answer.text + lonely.logged.join()).not.toContain("canary");
    await away.close();
  });
});

describe("weeks", () => {
  it.each([
    ["monday", "2026-11-02"],
    ["sunday", "2026-11-01"],
    ["saturday", "2026-10-31"],
  ])("of charts begin on %s where the workspace says so", async (week_start, first) => {
    const { token } = await newToken(api, await newWorkspace(stores.pg), "owner");
    await api.call("PATCH", "/api/v1/workspace", { token, body: { week_start } });
    const answer = await api.call(
      "GET",
      "/api/v1/analytics/timeseries?interval=week&from=2026-11-04&to=2026-11-25",
      { token },
    );
    const [bucket] = answer.body["buckets"] as { start: string; partial: boolean }[];
    expect(bucket).toMatchObject({ start: `${first}T00:00:00.000Z`, partial: true });
  });
});
