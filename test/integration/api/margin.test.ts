import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { ApiError } from "../../../api/http/api-error.ts";
import { marginQuery, type MarginAnswer } from "../../../api/contract/margin.ts";
import { margin } from "../../../api/margin/margin.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { LEDGER, RATES } from "./margin-ledger.ts";

const NOW = Date.parse("2026-04-01T12:00:00Z");
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let who: Tenant;

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
}

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
  who = await books();
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  return { workspaceId, token: (await newToken(api, workspaceId, "owner")).token };
}

async function post(tenant: Tenant, path: string, body: unknown): Promise<Json> {
  const answer = await api.call("POST", `/api/v1/${path}`, { token: tenant.token, body });
  expect(answer.status).toBe(200);
  return answer.body;
}

/**
 * The ledger, its rates, and the clips of January 2026:
 * remix three at 0.40 USD on two days; extend one of 1.00 EUR on the 15th (1.20 USD) and one of 2.00 EUR on the 14th
 * (whose rate is too old: left out); storyboard one without a price; one of 0.40 USD that names no feature.
 */
async function books(): Promise<Tenant> {
  const made = await tenant();
  await post(made, "fx-rates", { rates: RATES });
  const { data } = await post(made, "revenue", { entries: LEDGER });
  const mistake = (data as { id: string; external_id: string }[]).find(
    (entry) => entry.external_id === "12",
  );
  const { token } = made;
  await api.call("DELETE", `/api/v1/revenue/${mistake?.id}`, { token });
  const book = (at: string, change = {}) => bookJob(stores.pg, made.workspaceId, at, change);
  await book("2026-01-05T08:00:00Z");
  await book("2026-01-05T23:30:00Z");
  await book("2026-01-20T08:00:00Z");
  await book("2026-01-15T08:00:00Z", { feature: "extend", cost: "1", currency: "EUR" });
  await book("2026-01-14T08:00:00Z", { feature: "extend", cost: "2", currency: "EUR" });
  await book("2026-01-06T08:00:00Z", { feature: "(none)" });
  await book("2026-01-07T08:00:00Z", {
    feature: "storyboard",
    cost: null,
    currency: null,
    costBasis: "unpriced",
    unpricedReason: "no_price_for_model",
    estimate: null,
  });
  await book("2026-02-01T08:00:00Z", { feature: "later" });
  await deliver(stores, made.workspaceId);
  return made;
}

async function report(query: string, { token }: Tenant = who): Promise<MarginAnswer> {
  const answer = await api.call("GET", `/api/v1/analytics/margin?${query}`, { token });
  expect(answer.status).toBe(200);
  const body = answer.body as MarginAnswer;
  expectWhole(body);
  return body;
}

/** Parts sum to the whole, in every answer. */
function expectWhole({ data, totals }: MarginAnswer): void {
  const sum = (...amounts: string[]) =>
    formatNano(amounts.reduce((total, amount) => total + parseNano(amount), 0n));
  expect(sum(...data.map((row) => row.spend))).toBe(totals.spend);
  expect(sum(...data.map((row) => row.direct_revenue))).toBe(totals.direct_revenue);
  expect(sum(...data.map((row) => row.allocated_revenue))).toBe(totals.allocated_revenue);
  expect(sum(totals.direct_revenue, totals.allocated_revenue, totals.unallocated_revenue)).toBe(
    totals.recognised_revenue,
  );
  expect(sum(...data.map((row) => row.full_margin), totals.unallocated_revenue)).toBe(
    totals.margin,
  );
  expect(sum(totals.margin, totals.spend)).toBe(totals.recognised_revenue);
}

const JANUARY = "from=2026-01-01&to=2026-02-01&tz=UTC";

function allocatedOf({ data }: MarginAnswer): Record<string, string> {
  return Object.fromEntries(data.map((row) => [row.value, row.allocated_revenue]));
}

describe("the margin of a hand-made ledger", () => {
  it("is worked out to the nano, by feature and with revenue spread by usage", async () => {
    const answer = await report(`${JANUARY}&by=feature&rule=usage`);
    expect(answer).toMatchObject({
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-02-01T00:00:00.000Z",
      timezone: "UTC",
      currency: "USD",
      by: "feature",
      rule: "usage",
      unallocated_reason: null,
    });
    // Names no feature: 17.00 + 20.90 + 6.666666667 − 6.666666667 + 5.00 = 42.90, over 3 + 2 + 1 clips.
    expect(answer.data).toEqual([
      {
        value: "extend",
        generations: 2,
        unpriced: 0,
        in_flight: 0,
        // 1.00 EUR at 1.20; the 2.00 EUR of the 14th are left out.
        spend: "1.200000000",
        // 6.00 + 31.00 + 0.000000001
        direct_revenue: "37.000000001",
        direct_margin: "35.800000001",
        // 42.90 × 2/6
        allocated_revenue: "14.300000000",
        full_margin: "50.100000001",
      },
      {
        value: "remix",
        generations: 3,
        unpriced: 0,
        in_flight: 0,
        // 3 × 0.40
        spend: "1.200000000",
        // 10.00 − 4.00 + 10.00 + 1.00
        direct_revenue: "17.000000000",
        direct_margin: "15.800000000",
        // 42.90 × 3/6
        allocated_revenue: "21.450000000",
        full_margin: "37.250000000",
      },
      {
        value: "(none)",
        generations: 1,
        unpriced: 0,
        in_flight: 0,
        spend: "0.400000000",
        direct_revenue: "0.000000000",
        direct_margin: "-0.400000000",
        allocated_revenue: "0.000000000",
        full_margin: "-0.400000000",
      },
      {
        value: "storyboard",
        generations: 1,
        unpriced: 1,
        in_flight: 0,
        spend: "0.000000000",
        // 7.00 − 0.64
        direct_revenue: "6.360000000",
        direct_margin: "6.360000000",
        // 42.90 × 1/6
        allocated_revenue: "7.150000000",
        full_margin: "13.510000000",
      },
    ]);
    expect(answer.totals).toEqual({
      // 1.20 + 1.20 + 0.40
      spend: "2.800000000",
      // 37.000000001 + 17.00 + 6.36 + 42.90
      recognised_revenue: "103.260000001",
      direct_revenue: "60.360000001",
      allocated_revenue: "42.900000000",
      unallocated_revenue: "0.000000000",
      margin: "100.460000001",
      // 21 less 08, 09, 12 (deleted) and 17 (February's).
      entries: 17,
    });
    expect(answer.left_out).toEqual([
      {
        currency: "CHF",
        reason: "no_rate",
        entries: 1,
        revenue: "20.000000000",
        spend: "0.000000000",
      },
      // 6.00 + 1.80
      {
        currency: "EUR",
        reason: "rate_too_old",
        entries: 2,
        revenue: "7.800000000",
        spend: "2.000000000",
      },
    ]);
  });

  it("spreads the same 42.90 by each rule", async () => {
    const by = async (rule: string) => allocatedOf(await report(`${JANUARY}&rule=${rule}`));
    const none = { "(none)": "0.000000000" };
    // 1.20 : 1.20 : 0
    expect(await by("cost")).toEqual({
      ...none,
      remix: "21.450000000",
      extend: "21.450000000",
      storyboard: "0.000000000",
    });
    // The 5th and 20th, the 14th and 15th, the 7th: 2 : 2 : 1.
    expect(await by("active_days")).toEqual({
      ...none,
      remix: "17.160000000",
      extend: "17.160000000",
      storyboard: "8.580000000",
    });
    // A weight makes a row, though nothing was made with it in January.
    expect(await by("weights&weight:remix=0.5&weight:later=1")).toEqual({
      ...none,
      remix: "14.300000000",
      extend: "0.000000000",
      storyboard: "0.000000000",
      later: "28.600000000",
    });
  });

  it("without a rule leaves it unallocated, and says why", async () => {
    const answer = await report(JANUARY);
    expect(answer.totals).toMatchObject({
      unallocated_revenue: "42.900000000",
      allocated_revenue: "0.000000000",
    });
    expect(answer.unallocated_reason).toBe("no_rule");
    const idle = await report(`from=2025-12-20&to=2025-12-21&tz=UTC&rule=usage`);
    // Entry 06's first day, and 1.00 of entry 16; nobody made a clip.
    expect(idle.totals).toMatchObject({
      unallocated_revenue: "1.100000000",
      direct_revenue: "1.000000000",
    });
    expect(idle.unallocated_reason).toBe("no_weight");
  });

  it("by another dimension spreads what does not name one", async () => {
    const answer = await report(`${JANUARY}&by=surface&rule=usage`);
    // No entry names a surface, every clip was made on one.
    expect(allocatedOf(answer)).toEqual({ app_ios: "103.260000001" });
    expect(answer.totals.recognised_revenue).toBe("103.260000001");
  });

  it("in euros converts the dollars at each day's rate, and leaves out what lay before all rates", async () => {
    const answer = await report(`${JANUARY}&currency=EUR`);
    const remix = answer.data.find((row) => row.value === "remix");
    expect(remix).toMatchObject({
      // 0.80 / 1.25 on the 5th = 0.64, 0.40 / 1.20 on the 20th = 0.333333333
      spend: "0.973333333",
      // 10 / 1.25 − 4 / 1.25 + 8 + (2 / 1.28 = 1.5625) / 2
      direct_revenue: "13.581250000",
    });
    // 5.00 + 6.00 + 0.000000001: its yearly plan was paid before the first rate.
    expect(answer.data.find((row) => row.value === "extend")).toMatchObject({
      spend: "3.000000000",
      direct_revenue: "11.000000001",
    });
    expect(answer.left_out).toEqual([
      {
        currency: "CHF",
        reason: "no_rate",
        entries: 1,
        revenue: "20.000000000",
        spend: "0.000000000",
      },
      {
        currency: "USD",
        reason: "no_rate",
        entries: 1,
        revenue: "31.000000000",
        spend: "0.000000000",
      },
    ]);
  });

  it("counts in the days of the zone that asks", async () => {
    const answer = await report("from=2026-01-01&to=2026-02-01&tz=Europe/Paris");
    const directOf = (value: string) =>
      answer.data.find((row) => row.value === value)?.direct_revenue;
    // Entry 09 was paid at 00:59 on 1 January in Paris, entry 07 on 1 February.
    expect(directOf("remix")).toBe("116.000000000");
    expect(directOf("storyboard")).toBe("-0.640000000");
  });

  it("is the same over a quarter as over its months", async () => {
    const months = [
      ["2025-12-01", "2026-01-01"],
      ["2026-01-01", "2026-02-01"],
      ["2026-02-01", "2026-03-01"],
    ] as const;
    const recognised = async (from: string, to: string) =>
      parseNano((await report(`from=${from}&to=${to}&tz=UTC`)).totals.recognised_revenue);
    let sum = 0n;
    for (const [from, to] of months) sum += await recognised(from, to);
    expect(await recognised("2025-12-01", "2026-03-01")).toBe(sum);
  });

  it("shows nothing of another workspace", async () => {
    const answer = await report(JANUARY, await tenant());
    expect([answer.data, answer.left_out, answer.totals.entries]).toEqual([[], [], 0]);
  });
});

describe("the ledger behind a report", () => {
  const ask = async (entries: number, page: number): Promise<MarginAnswer> => {
    const ctx = {
      deps: api.deps,
      caller: {
        kind: "token",
        id: "t",
        name: "t",
        role: "viewer",
        workspaceId: who.workspaceId,
        user: null,
      },
      workspaceId: who.workspaceId,
      requestId: "r",
      ip: null,
      nowMs: NOW,
      newId: () => "",
    } as const;
    const query: z.output<typeof marginQuery> = marginQuery.parse({
      from: "2026-01-01",
      to: "2026-02-01",
      tz: "UTC",
      rule: "usage",
    });
    return margin(ctx, query, { entries, page });
  };

  it("gives the same whatever the pages are that it is read in", async () => {
    const whole = await report(`${JANUARY}&rule=usage`);
    for (const page of [1, 3, 17, 18]) expect(await ask(17, page)).toEqual(whole);
  });

  it("is refused beyond its bound, with what to do", async () => {
    const refused = await ask(16, 5).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code: "question_too_large" });
    expect(refused).toHaveProperty("detail", expect.stringContaining("shorter period"));
  });
});

describe("a report's question", () => {
  it.each([
    ["by=user", "by"],
    ["rule=fair", "rule"],
    ["rule=weights", "rule"],
    ["weight:remix=1", "weight:remix"],
    ["rule=weights&weight:remix=-1", "weight:remix"],
    ["rule=weights&weight:remix=1&weight:remix=2", "weight:remix"],
    ["rule=weights&weight:(none)=1", "weight:(none)"],
    ["rule=weights&weight:=1", "weight:"],
    ["currency=euro", "currency"],
    ["from=2026-01-01T12:00:00Z&tz=UTC", "from"],
    ["from=2026-01-01&to=2026-02-01T00:00:00Z&tz=Europe/Paris", "to"],
    ["from=2026-02-01&to=2026-01-01", "to"],
    ["tz=Mars/Olympus", "tz"],
    ["colour=red", "colour"],
  ])("%s is refused, naming %s", async (query, field) => {
    const { token } = who;
    const answer = await api.call("GET", `/api/v1/analytics/margin?${query}`, { token });
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it("may be left out: the last 30 days, by feature", async () => {
    const answer = await report("");
    expect(answer).toMatchObject({ by: "feature", rule: "none", currency: "USD" });
  });
});
