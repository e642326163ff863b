import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MarginAnswer } from "../../../api/contract/margin.ts";
import type { MonthRow } from "../../../api/contract/months.ts";
import type { KeptReport, ReportAgain } from "../../../api/contract/reports.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, fieldsOf, type ApiUnderTest } from "./api-under-test.ts";
import {
  DELETED,
  RATES,
  RATE_TOO_LATE,
  UNTIL_NOVEMBER,
  UNTIL_OCTOBER_CLOSED,
  UNTIL_SEPTEMBER_CLOSED,
} from "./closed-ledger.ts";
import { tenantOfMonths, type TenantOfMonths } from "./months-of-tenant.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let who: TenantOfMonths;
/** September's report on the day it was closed, by feature. */
let septemberThen: MarginAnswer;

const RUNNING = {
  state: "running",
  cost: null,
  costBasis: "estimate",
  finishedAt: null,
  settledAt: null,
} as const;

/**
 * The ledger of three months, September and October closed on the fifth of the month after.
 * Clips: remix 0.40 twice on 3 September and once on the 20th; storyboard 1.00 EUR on the 12th and 2.00 USD on the 25th; 0.40
 * without a feature on the 7th. October: remix 0.40, and one that still runs; storyboard 3.00 EUR. November: remix 0.40.
 */
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(Date.parse("2026-10-05T09:00:00Z"));
  who = await tenantOfMonths(stores, api);
  const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
  const made = { feature: "remix", plan: "pro" };
  const story = { feature: "storyboard", plan: "free" };
  await book("2026-09-03T08:00:00Z", made);
  await book("2026-09-03T09:00:00Z", made);
  await book("2026-09-20T08:00:00Z", made);
  const inEuros = await book("2026-09-12T08:00:00Z", { ...story, cost: "1", currency: "EUR" });
  const repriced = await book("2026-09-25T08:00:00Z", { ...story, cost: "2" });
  await book("2026-09-07T08:00:00Z", { feature: "(none)", plan: "free" });
  await book("2026-10-04T08:00:00Z", made);
  await write("fx-rates", { rates: RATES });
  await write("revenue", { entries: UNTIL_SEPTEMBER_CLOSED });
  await who.deliver();
  septemberThen = await who.month("2026-09");
  expect((await who.close("2026-09")).status).toBe(200);

  api.setNow(Date.parse("2026-11-05T09:00:00Z"));
  await write("fx-rates", RATE_TOO_LATE);
  await write("revenue", { entries: UNTIL_OCTOBER_CLOSED });
  const entries = (await who.get(`revenue?external_id=${DELETED}&from=2026-09-01&to=2026-10-01`))
    .body["data"] as { id: string }[];
  await api.call("DELETE", `/api/v1/revenue/${entries[0]?.id}`, { token: who.token });
  // The clip of 2.00 is priced at 2.50.
  await recost(repriced, "2.5");
  await book("2026-10-10T08:00:00Z", { ...story, cost: "3", currency: "EUR" });
  const runs = await book("2026-10-30T08:00:00Z", { ...made, ...RUNNING });
  await who.deliver();
  expect((await who.close("2026-10")).status).toBe(409);
  expect((await who.close("2026-10", true)).status).toBe(200);

  api.setNow(Date.parse("2026-11-20T09:00:00Z"));
  await write("revenue", { entries: UNTIL_NOVEMBER });
  await book("2026-11-03T08:00:00Z", made);
  // The clip of 1.00 EUR is priced at 1.50; the one that ran has cost 0.80.
  await recost(inEuros, "1.5");
  await stores.pg.sql`update jobs set state = 'succeeded', cost = 0.8, cost_basis = 'rate_card',
    finished_at = now(), settled_at = now(), version = version + 1 where generation_id = ${runs}`;
  await who.deliver();
}, 120_000);
afterAll(async () => {
  await stores.close();
});

async function write(path: string, body: unknown): Promise<void> {
  expect((await who.post(path, body)).status).toBe(200);
}

async function recost(id: string, cost: string): Promise<void> {
  await stores.pg
    .sql`update jobs set cost = ${cost}::numeric, version = version + 1 where generation_id = ${id}`;
}

type Field = "spend" | "direct_revenue" | "allocated_revenue" | "full_margin";

function column(answer: MarginAnswer, field: Field): Record<string, string> {
  return Object.fromEntries(answer.data.map((row) => [row.value, row[field]]));
}

describe("a hand-made ledger of forty entries over three months", () => {
  it("has forty entries", () => {
    const all = [...UNTIL_SEPTEMBER_CLOSED, ...UNTIL_OCTOBER_CLOSED, ...UNTIL_NOVEMBER];
    expect(new Set(all.map((entry) => entry.external_id)).size).toBe(40);
  });

  it("gives September as it was closed, by feature", async () => {
    const answer = await who.month("2026-09");
    expect(answer.closed_months).toEqual(["2026-09"]);
    expect(column(answer, "direct_revenue")).toEqual({
      // 12 + 8 + 11 − 3 + 3 + 7 + 0.000000001 + 6.666666667 − 0.666666667
      remix: "44.000000001",
      // 6 + 4.50 + 22 + 10.20
      storyboard: "42.700000000",
      "(none)": "0.000000000",
    });
    // 3 × 0.40; 1.00 × 1.20 + 2.00; 0.40
    expect(column(answer, "spend")).toEqual({
      remix: "1.200000000",
      storyboard: "3.200000000",
      "(none)": "0.400000000",
    });
    expect(answer.totals).toEqual({
      spend: "4.800000000",
      // Named 86.700000001, and 30 + 30 + 15 + 15 + 66 = 156 that name none.
      recognised_revenue: "242.700000001",
      direct_revenue: "86.700000001",
      allocated_revenue: "0.000000000",
      unallocated_revenue: "156.000000000",
      margin: "237.900000001",
      entries: 18,
    });
    expect(answer.left_out).toEqual([]);
    expect(answer.corrections).toMatchObject({ skipped: null, months: [] });
    expect({ ...answer, as_of: "", closed_months: [] }).toEqual({ ...septemberThen, as_of: "" });
  });

  it("spreads September's 156.00 by each rule, as it was closed", async () => {
    const spread = async (rule: string) => {
      const answer = await who.month("2026-09", `&rule=${rule}`);
      return column(answer, "allocated_revenue");
    };
    const none = { "(none)": "0.000000000" };
    // 3 : 2 clips
    const usage = { ...none, remix: "93.600000000", storyboard: "62.400000000" };
    expect(await spread("usage")).toEqual(usage);
    // 156 × 1.20 / 4.40 = 42.5454545454…, 156 × 3.20 / 4.40 = 113.4545454545…: the nano goes to the larger rest.
    const cost = { ...none, remix: "42.545454545", storyboard: "113.454545455" };
    expect(await spread("cost")).toEqual(cost);
    // The 3rd and 20th, the 12th and 25th.
    const days = { ...none, remix: "78.000000000", storyboard: "78.000000000" };
    expect(await spread("active_days")).toEqual(days);
    const weights = { ...none, remix: "39.000000000", storyboard: "117.000000000" };
    expect(await spread("weights&weight:remix=1&weight:storyboard=3")).toEqual(weights);
    const full = column(await who.month("2026-09", "&rule=usage"), "full_margin");
    // 44.000000001 + 93.60 − 1.20; 42.70 + 62.40 − 3.20; −0.40
    expect(full).toEqual({
      remix: "136.400000001",
      storyboard: "101.900000000",
      "(none)": "-0.400000000",
    });
  });

  it("gives September by plan", async () => {
    const answer = await who.month("2026-09", "&by=plan");
    expect(column(answer, "direct_revenue")).toEqual({
      // 12 + 8 + 6 + 22 + 3 + 7 + 30 + 30 + 15 + 66 + 0.000000001
      pro: "199.000000001",
      // 11 + 4.50 − 3 + 10.20 + 6.666666667 − 0.666666667
      free: "28.700000000",
      basic: "15.000000000",
    });
    // 3 × 0.40; 1.20 + 2.00 + 0.40
    expect(column(answer, "spend")).toEqual({
      pro: "1.200000000",
      free: "3.600000000",
      basic: "0.000000000",
    });
  });

  it("gives September in euros at the rates of its closing", async () => {
    const answer = await who.month("2026-09", "&currency=EUR");
    expect(column(answer, "direct_revenue")).toEqual({
      // 12/1.1 = 10.909090909, 8/1.1 = 7.272727273, 10, −3/1.1 = −2.727272727, 2.50, 7/1.1 = 6.363636364, 1 nano (at 1.2),
      // 10/1.1 = 9.090909091: two days of three 6.060606061, −1/1.1 = −0.909090909: −0.606060606
      remix: "39.772727275",
      // 5, 4.50/1.2 = 3.75, 20, 8.50
      storyboard: "37.250000000",
      "(none)": "0.000000000",
    });
    // 30/1.1 = 27.272727273; 60/1.2 = 50 over 30 days, the first twenty with a nano more: 15 × 1.666666667 = 25.000000005;
    // 15/1.1 = 13.636363636; 25/1.2 = 20.833333333 over 25 days, the first eight with a nano more: 12.500000003;
    // 730 × 30/365 = 60
    expect(answer.totals.unallocated_revenue).toBe("138.409090917");
    // 0.80/1.1 = 0.727272727 and 0.40/1.1 = 0.363636364; 1 and 2/1.1 = 1.818181818; 0.40/1.1
    expect(column(answer, "spend")).toEqual({
      remix: "1.090909091",
      storyboard: "2.818181818",
      "(none)": "0.363636364",
    });
  });

  it("gives October as it was closed, with what it corrects of September apart", async () => {
    const answer = await who.month("2026-10", "&rule=usage");
    expect(column(answer, "direct_revenue")).toEqual({
      // 3.333333333 − 0.333333333 + 9 + 4.80 + 18 + 1.10 + 15.40 + 7
      remix: "58.300000000",
      // 11 + 6.25 + 3.75 − 2
      storyboard: "19.000000000",
    });
    // 30 + 10 + 34.10 + 31 + 32 + 20 = 157.10, over 2 clips (one of them runs) and 1.
    expect(column(answer, "allocated_revenue")).toEqual({
      remix: "104.733333333",
      storyboard: "52.366666667",
    });
    expect(answer.totals).toMatchObject({
      // 0.40 and 3.00 × 1.10
      spend: "3.700000000",
      recognised_revenue: "234.400000000",
      margin: "230.700000000",
      entries: 18,
    });
    expect(answer.corrections.totals).toEqual({
      spend: "0.500000000",
      recognised_revenue: "-28.500000000",
      margin: "-29.000000000",
    });
    expect(answer.corrections.months).toEqual([
      {
        booked_in: "2026-10",
        month: "2026-09",
        spend: "0.500000000",
        recognised_revenue: "-28.500000000",
        margin: "-29.000000000",
        data: [
          // −33 + 10
          { value: "(none)", spend: "0.000000000", recognised_revenue: "-23.000000000" },
          // 5 − 12 − 11
          { value: "remix", spend: "0.000000000", recognised_revenue: "-18.000000000" },
          // 6 − 4.50 + 11; 2.50 − 2.00
          { value: "storyboard", spend: "0.500000000", recognised_revenue: "12.500000000" },
        ],
      },
    ]);
    expect(answer.with_corrections).toEqual({
      spend: "4.200000000",
      recognised_revenue: "205.900000000",
      margin: "201.700000000",
    });
  });

  it("gives October by plan", async () => {
    const answer = await who.month("2026-10", "&by=plan");
    expect(column(answer, "direct_revenue")).toEqual({
      // 30 + 10 + 34.10 + 9 + 11 + 18 + 3.75 + 15.40 + 31 + 7 + 20
      pro: "189.250000000",
      // 3 + 4.80 + 6.25 + 1.10 − 2
      free: "13.150000000",
      basic: "32.000000000",
    });
    expect(answer.corrections.months[0]?.data).toEqual([
      // 6 − 4.50; entry 03 stays with its plan.
      { value: "free", spend: "0.500000000", recognised_revenue: "1.500000000" },
      // 5 − 12 − 33 + 10
      { value: "pro", spend: "0.000000000", recognised_revenue: "-30.000000000" },
    ]);
  });

  it("gives November, open, with what it corrects of both", async () => {
    const answer = await who.month("2026-11");
    expect(answer.closed_months).toEqual([]);
    expect(column(answer, "direct_revenue")).toEqual({
      // 11 + 5
      remix: "16.000000000",
      storyboard: "10.000000000",
    });
    expect(answer.totals).toMatchObject({
      spend: "0.400000000",
      // 33 + 15 + 45 + 25
      unallocated_revenue: "118.000000000",
      recognised_revenue: "144.000000000",
      margin: "143.600000000",
    });
    const none = "0.000000000";
    expect(answer.corrections.months.map(({ month, data }) => [month, data])).toEqual([
      [
        "2026-09",
        // 1.50 × 1.20 − 1.00 × 1.20
        [{ value: "storyboard", spend: "0.600000000", recognised_revenue: "3.300000000" }],
      ],
      [
        "2026-10",
        [
          // 25 − 16
          { value: "(none)", spend: none, recognised_revenue: "9.000000000" },
          { value: "remix", spend: "0.800000000", recognised_revenue: "2.000000000" },
        ],
      ],
    ]);
    expect(answer.with_corrections).toEqual({
      spend: "1.800000000",
      recognised_revenue: "158.300000000",
      margin: "156.500000000",
    });
  });

  it("sums to what is known now, over the three months at once and month by month", async () => {
    const quarter = "from=2026-09-01&to=2026-12-01&tz=UTC";
    const answer = await who.margin(quarter);
    expect(answer.with_corrections).toEqual({
      // 4.80 + 4.20 + 1.80
      spend: "10.800000000",
      // 242.700000001 + 205.90 + 158.30
      recognised_revenue: "606.900000001",
      margin: "596.100000001",
    });
    // 217.500000001 + 245.40 + 144.00 as the entries stand now; 1.20 + 4.30 + 0.40, 0.40 + 0.80 + 3.30, 0.40 in clips.
    const live = await who.margin(`${quarter}&live=true`);
    expect(live.totals).toMatchObject({ spend: "10.800000000", margin: "596.100000001" });
    expect([live.unfrozen, live.corrections.skipped]).toEqual(["live", "live"]);
    const by = ["feature", "surface", "plan"].map(async (each) => {
      const { with_corrections: all } = await who.margin(`${quarter}&by=${each}`);
      return all;
    });
    for (const all of await Promise.all(by)) expect(all).toEqual(answer.with_corrections);
  });

  it("lists its months, and holds in the audit", async () => {
    const months = await who.months();
    const shown = months.map(({ month, state, next, margin, corrections }: MonthRow) => [
      month,
      state,
      next,
      margin,
      corrections.margin,
    ]);
    expect(shown).toEqual([
      ["2026-11", "running", null, "143.600000000", "12.900000000"],
      ["2026-10", "closed", "reopen", "230.700000000", "-29.000000000"],
      ["2026-09", "closed", null, "237.900000001", "0.000000000"],
    ]);
    expect(months[1]?.open_points.in_flight).toBe(1);
    const audit = await who.get("audit?from=2026-09-01&to=2026-12-01");
    const checks = audit.body["checks"] as { id: string; status: string; figures: object }[];
    expect(checks.filter(({ id }) => id.startsWith("closed_months"))).toMatchObject([
      { status: "holds", figures: { closed_months: "2", moved: "0" } },
      { status: "holds", figures: { closed_months: "2", unequal: "0" } },
    ]);
  });

  it("kept September's report when it was closed, and gives it again", async () => {
    const kept = (await who.months()).find(({ month }) => month === "2026-09")?.report_id;
    const report = (await who.get(`reports/${kept}`)).body as KeptReport;
    expect(report.answer).toEqual({ ...septemberThen, closed_months: ["2026-09"] });
    const again = (await who.get(`reports/${kept}/again`)).body as ReportAgain;
    expect([again.same, again.differences]).toEqual([true, []]);
    // Though since then 01, 03, 05, 15, 35, 36, 37 and 39 were written, which have a part in September.
    expect(again.since).toMatchObject({ revenue_entries: 8, rates: 1, months_closed: ["2026-10"] });
  });

  it("refuses to close a month that runs, naming why", async () => {
    const answer = await who.close("2026-11", true);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([409, []]);
    expect(answer.body["detail"]).toContain("has not ended");
  });
});
