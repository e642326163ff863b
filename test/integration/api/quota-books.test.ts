import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip, endClip } from "./admit-clips.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

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

interface Check {
  readonly id: string;
  readonly status: string;
  readonly figures: Readonly<Record<string, string>>;
}

/** A rolling window with an aged clip, a day with an overrun and a grant that is used and held. */
async function story() {
  const { pg } = stores;
  const workspaceId = await newWorkspace(pg);
  const { token } = await newToken(api, workspaceId, "admin");
  const post = (path: string, body: unknown) => api.call("POST", `/api/v1${path}`, { token, body });
  const nowMs = Date.now();
  const rule = { name: "r", subject: { each: "user" }, metric: "generations", mode: "block" };
  await post("/quotas", { ...rule, limit: "1", window: { kind: "rolling", seconds: 3_600 } });
  const money = { ...rule, metric: "cost", limit: "5" };
  await post("/quotas", { ...money, window: { kind: "calendar", unit: "day", tz: "UTC" } });
  const expires = new Date(nowMs + HOUR_MS).toISOString();
  await post("/grants", { user: "u_1", amount: "2", expires_at: expires, reason: "x" });
  const clip = async (atMs: number, actual?: Record<string, string>) => {
    const { id, answer } = await askForClip(pg, workspaceId, { atMs, user: "u_1" });
    expect(answer.kind).toBe("admitted");
    if (actual !== undefined) await endClip(pg, id, actual);
  };
  await clip(nowMs - 2 * HOUR_MS, {});
  await clip(nowMs, { cost: "0.9" });
  await clip(nowMs, {});
  await clip(nowMs);
  const audit = async () => {
    const { body } = await api.call("GET", "/api/v1/audit", { token });
    const checks = body["checks"] as Check[];
    return new Map(checks.map((check) => [check.id, check]));
  };
  return { workspaceId, audit };
}

describe("the books of quotas", () => {
  it("hold while clips age, overrun and draw on grants", async () => {
    const { audit } = await story();
    const checks = await audit();
    expect(checks.get("held_equals_open_holds")).toMatchObject({
      status: "holds",
      figures: { unequal_windows: "0", open_holds: "2" },
    });
    expect(checks.get("within_limits")).toMatchObject({
      status: "holds",
      figures: { windows_beyond: "0", overrun_holds: "1" },
    });
    expect(checks.get("grants_balance")).toMatchObject({
      status: "holds",
      figures: { grants: "1" },
    });
    expect(checks.get("no_hold_outlives_its_job")?.status).toBe("holds");
  });

  it.each([
    ["held_equals_open_holds", "update quota_buckets set held = held + 1"],
    ["held_equals_open_holds", "update quota_buckets set used = used + 0.000000001"],
    ["held_equals_open_holds", "update holds set aged = true"],
    ["within_limits", "update quota_buckets set most = 0.1, overrun = 0"],
    ["grants_balance", "update grants set held = held + 1"],
    ["grants_balance", "update grants set used = used - 1"],
    ["grants_balance", "update grants set amount = 1"],
  ])("are broken in %s by: %s", async (id, damage) => {
    const { audit, workspaceId } = await story();
    await stores.pg.sql.unsafe(`${damage} where workspace_id = $1`, [workspaceId]);
    expect((await audit()).get(id)?.status).toBe("broken");
  });

  it("see a window that no hold explains, and leave other workspaces alone", async () => {
    const [mine, other] = [await story(), await story()];
    await stores.pg.sql`insert into quota_buckets
      (workspace_id, family, subject, window_start, used, held, most)
      values (${mine.workspaceId}, 'f', 'user=u_1', now(), 0, 1, 1)`;
    expect((await mine.audit()).get("held_equals_open_holds")?.status).toBe("broken");
    expect((await other.audit()).get("held_equals_open_holds")?.status).toBe("holds");
  });
});
