import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RerateListed, RerateRow } from "../../../api/contract/rerates.ts";
import { createRollupRebuilder } from "../../../ingest/deliver/rebuild-rollups.ts";
import { sendOutbox } from "../../../ingest/deliver/send-outbox.ts";
import { soleLease } from "../../../ingest/deliver/work-lease.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import type { RerateDeps } from "../../../ingest/rerate/rerate-deps.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { askForClip, endClip } from "./admit-clips.ts";
import { deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { bookMonth } from "./rerate-month.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let worker: RerateDeps;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  worker = {
    ...stores,
    reportingCurrency: "USD",
    newId: randomUUID,
    now: Date.now,
    log: collectingLog(),
    batchRows: 7,
  };
}, 60_000);
afterAll(async () => {
  await stores.close();
});

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
}

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  return { workspaceId, token: (await newToken(api, workspaceId, "owner")).token };
}

async function march(who: Tenant): Promise<void> {
  await bookMonth(stores, who.workspaceId);
  await settleDown();
}

async function addPrice({ token }: Tenant, change: Record<string, unknown> = {}): Promise<void> {
  const price = { provider: "openai", model: "sora-2", unit: "second", amount: "0.25" };
  const body = { ...price, currency: "USD", valid_from: "2026-01-01", ...change };
  expect((await api.call("POST", "/api/v1/prices", { token, body })).status).toBe(201);
}

type Answer = Awaited<ReturnType<ApiUnderTest["call"]>>;

const SCOPE = { from: "2026-03-01", to: "2026-04-01" };

async function rerate({ token }: Tenant, scope: Record<string, unknown> = SCOPE) {
  const body = { scope, tz: "UTC", dry_run: false };
  return api.call("POST", "/api/v1/prices/rerate", { token, body });
}

async function shown({ token }: Tenant, id: unknown): Promise<RerateRow> {
  const answer = await api.call("GET", `/api/v1/prices/rerates/${String(id)}`, { token });
  return answer.body as RerateRow;
}

/** Rounds of the worker until nothing is open any more. */
async function work(deps: RerateDeps = worker): Promise<void> {
  while ((await continueRerate(deps)) === "more") continue;
  await settleDown();
}

/** Sends what waits and rebuilds the days that are dirty. */
async function settleDown(): Promise<void> {
  const { pg, ch } = stores;
  while ((await sendOutbox({ pg, ch, newId: randomUUID, log: collectingLog() })) === "more")
    continue;
  let now = Date.now();
  // Later each time, so that no day has to rest.
  const rebuild = createRollupRebuilder({ pg, ch, now: () => (now += 60_000) });
  while ((await rebuild(soleLease)) === "more") continue;
}

/** All that people see of the money. */
async function figures({ token }: Tenant) {
  const query = "from=2026-03-01&to=2026-04-01&tz=UTC";
  const summary = await api.call("GET", `/api/v1/analytics/summary?${query}`, { token });
  const list = await api.call("GET", `/api/v1/generations?${query}&limit=100`, { token });
  const { as_of: _, ...rest } = summary.body;
  return { summary: rest, generations: list.body["data"] };
}

function spendOf({ summary }: Awaited<ReturnType<typeof figures>>): unknown {
  return (summary["totals"] as Record<string, unknown>)["spend"];
}

async function expectAudit({ token }: Tenant): Promise<void> {
  // Books start with the first job that Postgres holds.
  const query = "from=2026-03-01&to=2026-04-01";
  const answer = await api.call("GET", `/api/v1/audit?${query}`, { token });
  expect((answer.body["checks"] as { ok: boolean }[]).filter((check) => !check.ok)).toEqual([]);
}

/** What a generation of 0.40 says about its re-ratings, with its cost before them. */
async function reratesOfFirst({ token }: Tenant, before: Awaited<ReturnType<typeof figures>>) {
  const rows = before.generations as { id: string; cost: { amount: string | null } }[];
  const row = rows.find(({ cost }) => cost.amount === "0.400000000");
  const { body } = await api.call("GET", `/api/v1/generations/${row?.id}`, { token });
  const rerates = body["rerates"] as { before: object; after: object }[];
  expect(rerates.map((each) => [each.before, each.after])).toEqual([
    [
      { amount: "0.400000000", currency: "USD" },
      { amount: "1.000000000", currency: "USD" },
    ],
  ]);
  return rerates;
}

describe("a re-rating", () => {
  it("changes what was priced wrongly and prices the unpriced, and its revert brings every figure back", async () => {
    const [who, other] = [await tenant(), await tenant()];
    await march(who);
    await march(other);
    const [before, others] = [await figures(who), await figures(other)];
    await addPrice(who);
    await addPrice(who, { model: "new-model", amount: "0.0000003" });

    const begun = await rerate(who);
    expect(begun.status).toBe(202);
    expect((await rerate(who)).status).toBe(409);
    await work();
    const applied = await shown(who, begun.body["id"]);
    expect(applied).toMatchObject({
      state: "applied",
      done: 30,
      // 16 × 0.40 + 12 × 0.80; 16 × 1.00 + 12 × 2.00 + 4 × 0.0000003
      result: {
        changed: 28,
        newly_priced: 1,
        before: { USD: "16.000000000" },
        after: { USD: "40.000001200" },
      },
    });
    const { changed, newly_priced, left } = applied.planned;
    expect({ changed, newly_priced }).toEqual({ changed: 28, newly_priced: 1 });
    expect(left).toEqual([{ reason: "reported", generations: 1, unpriced: 0 }]);
    const after = await figures(who);
    expect([spendOf(before), spendOf(after)]).toEqual(["16.770000000", "40.770001200"]);
    await expectAudit(who);
    expect(await figures(other)).toEqual(others);
    expect(await reratesOfFirst(who, before)).toMatchObject([
      { id: applied.id, applied_at: expect.any(String), reverted_at: null },
    ]);

    const revert = `/api/v1/prices/rerates/${applied.id}/revert`;
    expect((await api.call("POST", revert, { token: who.token })).status).toBe(202);
    expect((await api.call("POST", revert, { token: who.token })).status).toBe(409);
    await work();
    expect(await shown(who, applied.id)).toMatchObject({ state: "reverted", superseded: 0 });
    const reverted = await figures(who);
    expect(withoutVersions(reverted)).toEqual(withoutVersions(before));
    expect(await reratesOfFirst(who, before)).toMatchObject([{ reverted_at: expect.any(String) }]);
    await expectAudit(who);
    const log = await api.call("GET", "/api/v1/audit-log", { token: who.token });
    const actions = (log.body["data"] as { action: string }[]).map((row) => row.action);
    expect(actions.slice(0, 2)).toEqual(["price.rerate_revert", "price.rerate"]);
  });

  it("goes on where it was after a batch that was cut off, and changes nothing twice", async () => {
    const who = await tenant();
    await march(who);
    await addPrice(who);
    const before = await figures(who);
    const { id } = (await rerate(who)).body;
    await continueRerate(worker);
    // The second batch is written, and its process dies before the cursor moves; then the same in the revert.
    const cutOff = async () => {
      const [cursor] = await stores.pg.sql<{ ms: string | null; id: string | null }[]>`
        select cursor_ms::text as ms, cursor_id as id from rerates where id = ${String(id)}`;
      await continueRerate(worker);
      await stores.pg.sql`
        update rerates set cursor_ms = ${cursor?.ms ?? null}, cursor_id = ${cursor?.id ?? null}
        where id = ${String(id)}`;
    };
    await cutOff();
    await work();
    expect((await shown(who, id)).result).toMatchObject({
      changed: 28,
      before: { USD: "16.000000000" },
      after: { USD: "40.000000000" },
    });
    await expectAudit(who);
    await api.call("POST", `/api/v1/prices/rerates/${String(id)}/revert`, { token: who.token });
    await cutOff();
    await work();
    expect(withoutVersions(await figures(who))).toEqual(withoutVersions(before));
    await expectAudit(who);
  });

  it("can be reverted only while it is the latest of its generations, and leaves later corrections alone", async () => {
    const who = await tenant();
    await march(who);
    await addPrice(who);
    const first = (await rerate(who)).body["id"];
    await work();
    await addPrice(who, { amount: "0.30" });
    const second = (await rerate(who, { ...SCOPE, feature: "remix", from: "2026-03-25" })).body[
      "id"
    ];
    await work();
    const revert = (id: unknown) =>
      api.call("POST", `/api/v1/prices/rerates/${String(id)}/revert`, { token: who.token });
    expect((await revert(first)).status).toBe(409);
    expect((await revert(second)).status).toBe(202);
    await work();
    // The provider names the money of one after all.
    await stores.pg.sql`
      update jobs set cost = 0.5, cost_basis = 'reported', price_id = null, price_unit = null, units = null,
        unit_amount = null, version = version + 1
      where workspace_id = ${who.workspaceId} and created_at = '2026-03-25T10:00:00Z'`;
    expect((await revert(first)).status).toBe(202);
    await work();
    expect(await shown(who, first)).toMatchObject({ state: "reverted", superseded: 1 });
    const [kept] = await stores.pg.sql`
      select cost::text from jobs
      where workspace_id = ${who.workspaceId} and created_at = '2026-03-25T10:00:00Z'`;
    expect(kept?.["cost"]).toBe("0.500000000");
  });

  it("corrects what a cost limit has counted, and its revert gives it back", async () => {
    const who = await tenant();
    const { pg } = stores;
    const quota = {
      name: "spend",
      subject: {},
      metric: "cost",
      window: { kind: "lifetime" },
      limit: "100",
      mode: "block",
    };
    await api.call("POST", "/api/v1/quotas", { token: who.token, body: quota });
    const { id } = await askForClip(pg, who.workspaceId, {
      atMs: Date.parse("2026-03-05T10:00:00Z"),
      feature: "remix",
    });
    await endClip(pg, id, { cost: "0.4" });
    await pg.sql`update jobs set cost = 0.4, currency = 'USD' where generation_id = ${id}`;
    await deliver(stores, who.workspaceId);
    const used = async () => {
      const [bucket] = await pg.sql`
        select used::text, held::text from quota_buckets where workspace_id = ${who.workspaceId}`;
      return [Number(bucket?.["used"]), Number(bucket?.["held"])];
    };
    expect(await used()).toEqual([0.4, 0]);
    await addPrice(who);
    const rerated = (await rerate(who)).body["id"];
    await work();
    expect(await used()).toEqual([1, 0]);
    await expectAudit(who);
    const revert = `/api/v1/prices/rerates/${String(rerated)}/revert`;
    await api.call("POST", revert, { token: who.token });
    await work();
    expect(await used()).toEqual([0.4, 0]);
    await expectAudit(who);
  });

  it("enters the prices that it proposes when it begins, all or none, and its revert leaves them", async () => {
    const who = await tenant();
    await march(who);
    const before = await figures(who);
    const price = { provider: "openai", unit: "second", currency: "USD", valid_from: "2026-01-01" };
    const prices = [
      { ...price, model: "sora-2", amount: "9.99" },
      { ...price, model: "new-model", amount: "0.5" },
    ];
    const begin = (more: object = {}) =>
      api.call("POST", "/api/v1/prices/rerate", {
        token: who.token,
        body: { scope: SCOPE, tz: "UTC", prices, dry_run: false, ...more },
      });
    const own = async () =>
      (await api.call("GET", "/api/v1/prices?own=true", { token: who.token })).body["data"];
    const refreshes = api.refreshes();
    // Two at once with the same prices: one begins, and the book has them once.
    const both = await Promise.all([begin(), begin()]);
    const [begun, refused] = both.toSorted((a, b) => a.status - b.status) as [Answer, Answer];
    expect([begun.status, begun.body["total"], refused.status]).toEqual([202, 30, 409]);
    expect(api.refreshes()).toBe(refreshes + 1);
    expect(await own()).toHaveLength(2);
    // Another one can't begin, and so enters nothing.
    expect((await begin({ prices: [{ ...price, model: "x", amount: "1" }] })).status).toBe(409);
    expect(await own()).toHaveLength(2);
    await work();
    expect((await shown(who, begun.body["id"])).result).toMatchObject({
      changed: 28,
      newly_priced: 1,
      after: { USD: "1600.400000000" },
    });
    const log = await api.call("GET", "/api/v1/audit-log", { token: who.token });
    const actions = (log.body["data"] as { action: string }[]).map((row) => row.action);
    expect(actions.slice(0, 3).toSorted()).toEqual([
      "price.create",
      "price.create",
      "price.rerate",
    ]);
    const revert = `/api/v1/prices/rerates/${String(begun.body["id"])}/revert`;
    expect((await api.call("POST", revert, { token: who.token })).body["total"]).toBe(29);
    await work();
    expect(withoutVersions(await figures(who))).toEqual(withoutVersions(before));
    expect(await own()).toHaveLength(2);
  });

  it("is listed, newest first and page by page, to its own workspace alone", async () => {
    const who = await tenant();
    await march(who);
    const ids: unknown[] = [];
    for (const feature of ["remix", "extend", "none"]) {
      ids.unshift((await rerate(who, { ...SCOPE, feature })).body["id"]);
      await work();
      api.setNow(Date.now() + ids.length);
    }
    const page = async (query: string, token = who.token) => {
      const answer = await api.call("GET", `/api/v1/prices/rerates?${query}`, { token });
      return answer.body as { data: RerateListed[]; next_cursor: string | null };
    };
    const first = await page("limit=2");
    const second = await page(`limit=2&cursor=${encodeURIComponent(first.next_cursor ?? "")}`);
    expect([...first.data, ...second.data].map((row) => row.id)).toEqual(ids);
    expect(second.next_cursor).toBeNull();
    expect(first.data[0]?.planned).toEqual({
      looked_at: 0,
      changed: 0,
      newly_priced: 0,
      before: {},
      after: {},
    });
    expect((await page("", (await tenant()).token)).data).toEqual([]);
  });

  it("says how far it is, also when it looks for the unpriced among all", async () => {
    const who = await tenant();
    await march(who);
    await addPrice(who, { model: "new-model", amount: "0.5" });
    const { id } = (await rerate(who, { ...SCOPE, unpriced_only: true })).body;
    const seen: (number | null)[][] = [];
    for (let round = 0; round < 3; round += 1) {
      const { done, total } = await shown(who, id);
      seen.push([done, total]);
      await continueRerate(worker);
    }
    expect(seen).toEqual([
      [0, 30],
      [7, 30],
      [14, 30],
    ]);
    await work();
    expect(await shown(who, id)).toMatchObject({ state: "applied", done: 30, total: 30 });
  });

  it("of the unpriced alone leaves known costs as they are, and takes no price written later", async () => {
    const who = await tenant();
    await march(who);
    await addPrice(who);
    await addPrice(who, { model: "new-model", amount: "0.5" });
    const { id } = (await rerate(who, { ...SCOPE, unpriced_only: true })).body;
    api.setNow(Date.now() + 60_000);
    await addPrice(who, { model: "new-model", amount: "9" });
    api.setNow(Date.now());
    await work();
    expect((await shown(who, id)).result).toEqual({
      changed: 0,
      newly_priced: 1,
      before: {},
      after: { USD: "2.000000000" },
    });
    expect(spendOf(await figures(who))).toBe("18.770000000");
  });
});

/** A version counts changes, and a revert is one; money and all else must be equal. */
function withoutVersions(seen: Awaited<ReturnType<typeof figures>>): unknown {
  const generations = (seen.generations as Record<string, unknown>[]).map((row) => ({
    ...row,
    version: 0,
  }));
  return { ...seen, generations };
}
