import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RerateRow } from "../../../api/contract/rerates.ts";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { createRollupRebuilder } from "../../../ingest/deliver/rebuild-rollups.ts";
import { sendOutbox } from "../../../ingest/deliver/send-outbox.ts";
import { soleLease } from "../../../ingest/deliver/work-lease.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import type { RerateDeps } from "../../../ingest/rerate/rerate-deps.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { generationFact } from "../../support/delivery-stores.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

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

const UNPRICED = {
  cost: null,
  currency: null,
  costBasis: "unpriced",
  unpricedReason: "no_price_for_model",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};
const REPORTED = {
  costBasis: "reported",
  cost: "0.77",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};

/** March at 0.10 a second of sora-2: sixteen clips in the books, one unpriced, one reported; twelve in history alone. */
async function march(who: Tenant): Promise<void> {
  const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
  for (let day = 10; day < 26; day += 1) await book(`2026-03-${day}T10:00:00Z`);
  await book("2026-03-26T10:00:00Z", { ...UNPRICED, model: "new-model", feature: "extend" });
  await book("2026-03-27T10:00:00Z", REPORTED);
  const generations = Array.from({ length: 12 }, (_, index) => {
    const atMs = Date.parse("2026-03-01T23:55:00Z") + index * 3_600_000;
    return generationRow(
      generationFact({
        workspace_id: who.workspaceId,
        generation_id: uuidV7(atMs, randomBytes(10)),
        finished_at: new Date(atMs + 60_000).toISOString(),
        price_id: randomUUID(),
        tags: { team: "a" },
        dimensions: { size: "1280x720" },
      }),
    );
  });
  await loadHistory(stores.ch, { batchId: randomUUID(), generations, revenue: [] });
  await deliver(stores, who.workspaceId);
  await stores.pg.sql`insert into dirty_days (day) values ('2026-03-01'), ('2026-03-02')`;
  await settleDown();
}

async function addPrice({ token }: Tenant, change: Record<string, unknown> = {}): Promise<void> {
  const price = { provider: "openai", model: "sora-2", unit: "second", amount: "0.25" };
  const body = { ...price, currency: "USD", valid_from: "2026-01-01", ...change };
  expect((await api.call("POST", "/api/v1/prices", { token, body })).status).toBe(201);
}

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

    const revert = `/api/v1/prices/rerates/${applied.id}/revert`;
    expect((await api.call("POST", revert, { token: who.token })).status).toBe(202);
    expect((await api.call("POST", revert, { token: who.token })).status).toBe(409);
    await work();
    expect(await shown(who, applied.id)).toMatchObject({ state: "reverted", superseded: 0 });
    const reverted = await figures(who);
    expect(withoutVersions(reverted)).toEqual(withoutVersions(before));
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
