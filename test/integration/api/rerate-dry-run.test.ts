import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RerateDryRun } from "../../../api/contract/rerates.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
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

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
}

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  return { workspaceId, token: (await newToken(api, workspaceId, "owner")).token };
}

async function addPrice({ token }: Tenant, change: Record<string, unknown> = {}): Promise<string> {
  const body = {
    provider: "openai",
    model: "sora-2",
    unit: "second",
    amount: "0.25",
    currency: "USD",
    valid_from: "2026-01-01",
    ...change,
  };
  const answer = await api.call("POST", "/api/v1/prices", { token, body });
  expect(answer.status).toBe(201);
  return String(answer.body["id"]);
}

async function dryRun({ token }: Tenant, scope: Record<string, unknown> = {}, tz = "UTC") {
  const answer = await api.call("POST", "/api/v1/prices/rerate", {
    token,
    body: { scope: { from: "2026-03-01", to: "2026-04-01", ...scope }, tz, dry_run: true },
  });
  expect(answer.status).toBe(200);
  const { diff } = answer.body as RerateDryRun;
  expectWhole(diff);
  return diff;
}

/** The parts of every kind sum to the whole. */
function expectWhole(diff: RerateDryRun["diff"]): void {
  for (const parts of [diff.by_feature, diff.by_model, diff.by_day]) {
    const count = (name: "generations" | "changed" | "newly_priced") =>
      parts.reduce((sum, part) => sum + part[name], 0);
    expect([count("generations"), count("changed"), count("newly_priced")]).toEqual([
      diff.looked_at,
      diff.changed,
      diff.newly_priced,
    ]);
    for (const name of ["before", "after"] as const) {
      const sums: Record<string, bigint> = {};
      for (const part of parts) {
        for (const [currency, amount] of Object.entries(part[name])) {
          sums[currency] = (sums[currency] ?? 0n) + parseNano(amount);
        }
      }
      const shown = Object.entries(sums).map(([currency, sum]) => [currency, formatNano(sum)]);
      expect(Object.fromEntries(shown)).toEqual(diff[name]);
    }
  }
  const left = diff.left.reduce((sum, each) => sum + each.generations, 0);
  expect(left + diff.changed + diff.newly_priced + diff.unchanged).toBe(diff.looked_at);
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

describe("a dry run", () => {
  it("tells what a corrected price changes, by feature, model, day and price", async () => {
    const who = await tenant();
    const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
    // Four seconds at 0.10 each.
    await book("2026-03-05T08:00:00Z");
    await book("2026-03-05T23:30:00Z", { feature: "extend" });
    await book("2026-03-06T08:00:00Z", { ...UNPRICED, model: "odd-model" });
    await book("2026-03-06T09:00:00Z", { ...UNPRICED, model: "new-model" });
    await book("2026-03-07T09:00:00Z", {
      costBasis: "reported",
      priceId: null,
      priceUnit: null,
      units: null,
      unitAmount: null,
      cost: "0.77",
    });
    await book("2026-03-08T09:00:00Z", { state: "running", costBasis: "estimate" });
    await book("2026-04-01T00:00:00Z");
    await deliver(stores, who.workspaceId);
    const flat = await addPrice(who);
    await addPrice(who, { model: "new-model", amount: "0.000000001", currency: "EUR" });

    const diff = await dryRun(who, {}, "Asia/Tokyo");
    expect(diff).toMatchObject({
      looked_at: 5,
      changed: 2,
      newly_priced: 1,
      unchanged: 0,
      left: [
        { reason: "no_price_for_model", generations: 1, unpriced: 1 },
        { reason: "reported", generations: 1, unpriced: 0 },
      ],
      before: { USD: "1.570000000" },
      // 2 × 4 × 0.25 + 0.77; 4 × 0.000000001
      after: { EUR: "0.000000004", USD: "2.770000000" },
    });
    expect(diff.by_feature.map((part) => [part.feature, part.before, part.after])).toEqual([
      ["extend", { USD: "0.400000000" }, { USD: "1.000000000" }],
      ["remix", { USD: "1.170000000" }, { EUR: "0.000000004", USD: "1.770000000" }],
    ]);
    // 23:30 in UTC is the next morning in Tokyo.
    expect(diff.by_day.map((part) => [part.day, part.changed])).toEqual([
      ["2026-03-05", 1],
      ["2026-03-06", 1],
      ["2026-03-07", 0],
    ]);
    expect(diff.by_price.find((each) => each.price.id === flat)).toMatchObject({
      model: "sora-2",
      changed: 2,
      before: { USD: "0.800000000" },
      after: { USD: "2.000000000" },
    });
  });

  it("follows validity, conditions, minimum, billed units and GPU time, each to the nano", async () => {
    const who = await tenant();
    const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
    await book("2026-03-09T23:59:59.999Z", { feature: "old" });
    await book("2026-03-10T00:00:00Z", { feature: "new" });
    await book("2026-03-11T00:00:00Z", { feature: "credits", model: "c", ...billed("7") });
    await book("2026-03-11T00:00:00Z", { feature: "gpu", model: "g", gpuMs: 1_234_567 });
    await book("2026-03-11T00:00:00Z", { feature: "short", model: "m" });
    await book("2026-03-11T00:00:00Z", { feature: "failed", model: "m", ...FREE });
    await book("2026-03-12T00:00:00Z", { feature: "failed at a price", model: "f", ...FREE });
    await deliver(stores, who.workspaceId);
    await addPrice(who, { amount: "0.11", valid_to: "2026-03-10" });
    await addPrice(who, { amount: "0.12", valid_from: "2026-03-10" });
    await addPrice(who, { model: "c", unit: "credit", amount: "0.03" });
    await addPrice(who, { model: "g", unit: "gpu_second", amount: "0.000694445" });
    await addPrice(who, { model: "m", amount: "0.10", minimum_units: "6" });
    await addPrice(who, { model: "f", conditions: { outcome: "failed" }, amount: "0.01" });
    const diff = await dryRun(who);
    expect(Object.fromEntries(diff.by_feature.map((part) => [part.feature, part.after]))).toEqual({
      old: { USD: "0.440000000" },
      new: { USD: "0.480000000" },
      credits: { USD: "0.210000000" },
      // 1,234.567 × 0.000694445 = 0.857338880315, rounded.
      gpu: { USD: "0.857338880" },
      short: { USD: "0.600000000" },
      failed: { USD: "0.000000000" },
      "failed at a price": { USD: "0.040000000" },
    });
    expect(diff.left).toEqual([{ reason: "not_billed", generations: 1, unpriced: 0 }]);
  });

  it("leaves what its provider charged in parts that have no sum", async () => {
    const who = await tenant();
    const mixed = { ...UNPRICED, unpricedReason: "mixed_charges" };
    await bookJob(stores.pg, who.workspaceId, "2026-03-05T08:00:00Z", UNPRICED);
    await bookJob(stores.pg, who.workspaceId, "2026-03-05T09:00:00Z", mixed);
    await deliver(stores, who.workspaceId);
    await addPrice(who, { amount: "0.1" });
    expect(await dryRun(who)).toMatchObject({
      looked_at: 2,
      newly_priced: 1,
      left: [{ reason: "mixed_charges", generations: 1, unpriced: 1 }],
    });
  });

  it("of prices that said so before finds nothing to change", async () => {
    const who = await tenant();
    const priceId = await addPrice(who, { amount: "0.1" });
    await bookJob(stores.pg, who.workspaceId, "2026-03-05T08:00:00Z", { priceId });
    await deliver(stores, who.workspaceId);
    expect(await dryRun(who)).toMatchObject({ looked_at: 1, unchanged: 1, by_price: [] });
  });

  it("looks at its scope and its workspace alone", async () => {
    const [who, other] = [await tenant(), await tenant()];
    for (const { workspaceId } of [who, other]) {
      await bookJob(stores.pg, workspaceId, "2026-03-05T08:00:00Z");
      await bookJob(stores.pg, workspaceId, "2026-03-05T09:00:00Z", { feature: "extend" });
      await bookJob(stores.pg, workspaceId, "2026-03-05T09:00:00Z", { ...UNPRICED, model: "x" });
      await deliver(stores, workspaceId);
    }
    const seen = async (scope: Record<string, unknown>) => (await dryRun(who, scope)).looked_at;
    expect(await seen({})).toBe(3);
    expect(await seen({ feature: "extend" })).toBe(1);
    expect(await seen({ model: "x" })).toBe(1);
    expect(await seen({ provider: "nobody" })).toBe(0);
    expect(await seen({ upstream: "openai", unpriced_only: true })).toBe(1);
    expect(await seen({ from: "2026-03-05T08:30:00Z" })).toBe(2);
  });

  it("answers for proposed prices as though they had been entered, and enters none", async () => {
    const who = await tenant();
    await bookJob(stores.pg, who.workspaceId, "2026-03-05T08:00:00Z");
    await bookJob(stores.pg, who.workspaceId, "2026-03-06T08:00:00Z", { ...UNPRICED, model: "n" });
    await deliver(stores, who.workspaceId);
    await addPrice(who, { amount: "0.20" });
    const price = { provider: "openai", unit: "second", currency: "USD", valid_from: "2026-01-01" };
    const prices = [
      { ...price, model: "sora-2", amount: "0.25" },
      { ...price, model: "n", amount: "0.3", valid_to: "2026-03-07" },
      // Of two about the same the later one counts, as in an import.
      { ...price, model: "sora-2", amount: "0.5" },
    ];
    const ask = async (more: object) => {
      const scope = { from: "2026-03-01", to: "2026-04-01" };
      const body = { scope, tz: "UTC", dry_run: true, ...more };
      const answer = await api.call("POST", "/api/v1/prices/rerate", { token: who.token, body });
      return (answer.body as RerateDryRun).diff;
    };
    const proposed = await ask({ prices });
    expect(proposed).toMatchObject({ changed: 1, newly_priced: 1, after: { USD: "3.200000000" } });
    expect(proposed.by_price.map((each) => [each.proposed, each.price.amount])).toEqual([
      [true, "0.300000000"],
      [true, "0.500000000"],
    ]);
    expect((await ask({})).after).toEqual({ USD: "0.800000000" });

    const entered = await api.call("POST", "/api/v1/prices/import", {
      token: who.token,
      body: { prices },
    });
    expect(entered.body).toMatchObject({ added: 3 });
    // The last of the file goes before it.
    expect(proposed.unused_proposals).toMatchObject([{ amount: "0.250000000" }]);
    const { by_price: _, unused_proposals: __, ...figures } = proposed;
    expect(await ask({})).toMatchObject(figures);
    // The book says so already: nothing is proposed any more.
    expect((await ask({ prices })).by_price.map((each) => each.proposed)).toEqual([false, false]);
  });

  it("of a bad proposed price is refused by its place and member", async () => {
    const { token } = await tenant();
    const price = {
      provider: "openai",
      model: "sora-2",
      unit: "second",
      amount: "0.25",
      currency: "USD",
      valid_from: "2026-01-01",
    };
    for (const [change, field] of [
      [{ amount: "x" }, "prices[1].amount"],
      [{ valid_to: "2025-01-01" }, "prices[1].valid_to"],
      [{ valid_from: "1900-01-01" }, "prices[1].valid_from"],
      [{ conditions: { size: [] } }, "prices[1].conditions.size"],
    ] as const) {
      const answer = await api.call("POST", "/api/v1/prices/rerate", {
        token,
        body: {
          scope: { from: "2026-03-01", to: "2026-04-01" },
          prices: [price, { ...price, ...change }],
          dry_run: true,
        },
      });
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    }
  });

  it("of a bad scope is refused by the field's name", async () => {
    const { token } = await tenant();
    const ok = { from: "2026-03-01", to: "2026-04-01" };
    for (const [scope, field, more] of [
      [{ ...ok, to: "2026-02-01" }, "scope.to", {}],
      [{ ...ok, from: "2024-01-01" }, "scope.from", {}],
      [{ ...ok, from: "2026-02-30" }, "scope.from", {}],
      [{ ...ok, colour: "red" }, "scope.colour", {}],
      [{ to: ok.to }, "scope.from", {}],
      [ok, "tz", { tz: "Nowhere" }],
    ] as const) {
      const answer = await api.call("POST", "/api/v1/prices/rerate", {
        token,
        body: { scope, dry_run: true, ...more },
      });
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
    }
  });
});

function billed(credits: string) {
  return {
    costBasis: "billed_units",
    priceUnit: "credit",
    units: credits,
    unitAmount: "0.02",
    cost: "0.14",
  };
}

const FREE = {
  state: "failed",
  cost: "0",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};
