import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
}, 60_000);
afterAll(() => stores.close());

const PATH = "/api/v1/workspace";

async function newOwner() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "owner");
  return { workspaceId, token };
}

describe("a workspace's settings", () => {
  it("keep no prompts, requests for 90 days and generations for ever, until somebody decides", async () => {
    const { token, workspaceId } = await newOwner();
    const { status, body } = await api.call("GET", PATH, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: workspaceId,
      timezone: "UTC",
      store_prompts: false,
      request_retention_days: 90,
      generation_retention_days: null,
    });
  });

  it("change what is named and leave the rest", async () => {
    const { token } = await newOwner();
    const patch = { timezone: "Asia/Kathmandu", generation_retention_days: 400 };
    const changed = await api.call("PATCH", PATH, { token, body: patch });
    expect(changed.body).toMatchObject({ ...patch, store_prompts: false });
    const cleared = await api.call("PATCH", PATH, {
      token,
      body: { generation_retention_days: null },
    });
    expect(cleared.body).toMatchObject({
      timezone: "Asia/Kathmandu",
      generation_retention_days: null,
    });
  });

  it("belong to their workspace alone", async () => {
    const [mine, theirs] = [await newOwner(), await newOwner()];
    await api.call("PATCH", PATH, { token: mine.token, body: { store_prompts: true } });
    const { body } = await api.call("GET", PATH, { token: theirs.token });
    expect(body).toMatchObject({ id: theirs.workspaceId, store_prompts: false });
  });

  it.each([
    ["timezone", { timezone: "Europe/Atlantis" }],
    ["timezone", { timezone: "+05:30" }],
    ["request_retention_days", { request_retention_days: 0 }],
    ["generation_retention_days", { generation_retention_days: 1.5 }],
    ["store_prompts", { store_prompts: "yes" }],
    ["name", { name: " " }],
    ["name", { name: "a\u0000b" }],
    ["currency", { currency: "EUR" }],
  ])("refuse a bad %s by its name", async (field, body) => {
    const { token } = await newOwner();
    const answer = await api.call("PATCH", PATH, { token, body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body["errors"])).toContain(field);
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
