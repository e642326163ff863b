import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BreakEvenAnswer, ScaleAnswer } from "../../../api/contract/break-even.ts";
import type { EconomicsAnswer, EconomicsRow } from "../../../api/contract/economics.ts";
import type { LosingUsersAnswer } from "../../../api/contract/losing-users.ts";
import type { MarginAnswer } from "../../../api/contract/margin.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { APRIL, bookApril } from "./economics-ledger.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(Date.parse("2026-06-01T12:00:00Z"));
  ({ token } = await bookApril(stores, api));
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function ask<Body>(path: string, query = "", as = token): Promise<Body> {
  const answer = await api.call("GET", `/api/v1/analytics/${path}?${APRIL}${query}`, { token: as });
  expect(answer.status).toBe(200);
  return answer.body as Body;
}

const economics = async (query: string) => {
  const answer = await ask<EconomicsAnswer>("economics", query);
  expectWhole(answer);
  return answer;
};

const sum = (amounts: readonly (string | null)[]) =>
  formatNano(amounts.reduce((total, amount) => total + parseNano(amount ?? "0"), 0n));

/** The parts of every kind sum to the whole, in every answer of one page. */
function expectWhole({ data, totals }: EconomicsAnswer): void {
  const of = (figure: (row: EconomicsRow) => string | null) => sum(data.map(figure));
  const count = (figure: (row: EconomicsRow) => number) =>
    data.reduce((total, row) => total + figure(row), 0);
  expect(of((row) => row.spend)).toBe(totals.spend);
  expect(of((row) => row.waste)).toBe(totals.waste);
  expect(count((row) => row.generations)).toBe(totals.generations);
  expect(of((row) => row.direct_revenue)).toBe(totals.direct_revenue ?? formatNano(0n));
  for (const row of [...data, totals]) {
    expect(sum([row.payers.spend, row.non_payers.spend])).toBe(row.spend);
    expect(row.payers.generations + row.non_payers.generations).toBe(row.generations);
    expect(sum(Object.values(row.waste_by_cause))).toBe(row.waste);
  }
  const { direct_revenue: direct, allocated_revenue: allocated } = totals;
  expect(sum([direct, allocated, totals.unallocated_revenue])).toBe(
    totals.recognised_revenue ?? formatNano(0n),
  );
}

const row = (answer: EconomicsAnswer, value: string) =>
  answer.data.find((each) => each.value === value);

describe("unit economics of a hand-made month", () => {
  it("are worked out to the nano for a feature, payers apart from everyone else", async () => {
    const answer = await economics("&by=feature&rule=usage");
    expect(answer).toMatchObject({ currency: "USD", book: null, revenue_reason: null });
    expect(answer.left_out).toEqual([
      {
        currency: "CHF",
        reason: "no_rate",
        entries: 1,
        revenue: "7.000000000",
        spend: "0.000000000",
      },
    ]);
    // Two of u_pay at 0.40 each; of u_free one at 0.40 and one that failed at 0.10.
    expect(row(answer, "remix")).toEqual({
      value: "remix",
      generations: 4,
      succeeded: 3,
      delivered: 2,
      unpriced: 0,
      in_flight: 0,
      spend: "1.300000000",
      // 5.00 − 1.00
      direct_revenue: "4.000000000",
      // 3.00 × 4/7
      allocated_revenue: "1.714285714",
      revenue: "5.714285714",
      direct_margin: "2.700000000",
      margin: "4.414285714",
      coverage: { value: "4.395604", per: "1.300000000", reason: null },
      cost_per_clip: { value: "0.325000000", per: 4, reason: null },
      revenue_per_clip: { value: "1.428571429", per: 4, reason: null },
      cost_per_succeeded_clip: { value: "0.433333333", per: 3, reason: null },
      revenue_per_succeeded_clip: { value: "1.904761905", per: 3, reason: null },
      cost_per_delivered_clip: { value: "0.650000000", per: 2, reason: null },
      active_users: 2,
      cost_per_active_user: { value: "0.650000000", per: 2, reason: null },
      revenue_per_active_user: { value: "2.857142857", per: 2, reason: null },
      payers: {
        active_users: 1,
        generations: 2,
        spend: "0.800000000",
        revenue: "5.000000000",
        margin: "4.200000000",
      },
      non_payers: {
        active_users: 1,
        generations: 2,
        spend: "0.500000000",
        revenue: "-1.000000000",
        margin: "-1.500000000",
      },
      waste: "0.500000000",
      waste_by_cause: {
        failed: "0.100000000",
        blocked: "0.000000000",
        never_downloaded: "0.400000000",
        duplicate: "0.000000000",
      },
    });
    // 1.00 EUR at 1.20 and 0.40; u_idle paid and made nothing.
    expect(row(answer, "extend")).toMatchObject({
      spend: "1.600000000",
      direct_revenue: "2.000000000",
      active_users: 1,
      payers: { active_users: 0, generations: 0, revenue: "2.000000000" },
      non_payers: { active_users: 1, generations: 2, revenue: "0.000000000" },
    });
    expect(row(answer, "storyboard")).toMatchObject({
      unpriced: 1,
      spend: "0.000000000",
      cost_per_clip: { value: null, per: 0, reason: "nothing_to_divide_by" },
      coverage: { value: null, per: "0.000000000", reason: "nothing_to_divide_by" },
    });
    expect(answer.totals).toMatchObject({
      generations: 7,
      spend: "2.900000000",
      recognised_revenue: "9.000000000",
      direct_revenue: "6.000000000",
      allocated_revenue: "3.000000000",
      unallocated_revenue: "0.000000000",
      margin: "6.100000000",
      coverage: { value: "3.103448" },
      active_users: 2,
      paying_users: 2,
      entries: 5,
      payers: { active_users: 1, spend: "0.800000000", revenue: "10.000000000" },
      non_payers: { active_users: 1, spend: "2.100000000", revenue: "-1.000000000" },
    });
  });

  it.each(["feature", "surface", "plan"])("agree with the margin report by %s", async (by) => {
    for (const rule of ["none", "usage", "cost", "active_days"]) {
      const mine = await economics(`&by=${by}&rule=${rule}`);
      const theirs = await ask<MarginAnswer>("margin", `&by=${by}&rule=${rule}`);
      expect(
        mine.data.map((each) => [
          each.value,
          each.generations,
          each.spend,
          each.direct_revenue,
          each.allocated_revenue,
          each.margin,
        ]),
      ).toEqual(
        theirs.data.map((each) => [
          each.value,
          each.generations,
          each.spend,
          each.direct_revenue,
          each.allocated_revenue,
          each.full_margin,
        ]),
      );
      expect(mine.totals.recognised_revenue).toBe(theirs.totals.recognised_revenue);
      expect(mine.unallocated_reason).toBe(theirs.unallocated_reason);
      expect(mine.left_out).toEqual(theirs.left_out);
    }
  });

  it("know no revenue of a model until a rule spreads it", async () => {
    const unspread = await economics("&by=model");
    expect(row(unspread, "sora-2")).toMatchObject({
      direct_revenue: null,
      allocated_revenue: null,
      revenue: null,
      coverage: { value: null, reason: "revenue_unknown" },
      payers: { generations: 2, spend: "0.800000000", revenue: null, margin: null },
    });
    expect(unspread.totals.unallocated_revenue).toBe("9.000000000");
    // By spend: the model without a price weighs nothing.
    const spread = await economics("&by=model&rule=cost");
    expect(row(spread, "sora-2")).toMatchObject({
      direct_revenue: null,
      allocated_revenue: "9.000000000",
      revenue: "9.000000000",
    });
    expect(row(spread, "new-model")).toMatchObject({ revenue: "0.000000000", unpriced: 1 });
  });

  it("of filtered clips have the revenue of the same filter, or say why they have none", async () => {
    const plus = await economics("&by=feature&plan=plus");
    expect(plus.totals).toMatchObject({ generations: 2, recognised_revenue: "10.000000000" });
    const remix = await economics("&by=plan&feature=remix");
    // u_pay pays, whatever the filter.
    expect(row(remix, "plus")).toMatchObject({ direct_revenue: "5.000000000" });
    expect(remix.totals.payers).toMatchObject({ generations: 2, revenue: "5.000000000" });
    const model = await economics("&by=feature&model=sora-2");
    expect(model.revenue_reason).toBe("filter_without_revenue");
    expect(model.totals).toMatchObject({
      spend: "2.900000000",
      recognised_revenue: null,
      margin: null,
    });
    expect(model.totals.revenue_per_clip).toMatchObject({ value: null, reason: "revenue_unknown" });
  });

  it("list users by spend, those who only paid too, page by page", async () => {
    const answer = await economics("&by=user");
    const figures = answer.data.map((each) => [each.value, each.spend, each.direct_revenue]);
    expect(figures).toEqual([
      ["u_free", "1.700000000", "0.000000000"],
      ["u_pay", "0.800000000", "8.000000000"],
      ["(none)", "0.400000000", "0.000000000"],
      ["u_idle", "0.000000000", "2.000000000"],
      ["u_refund", "0.000000000", "-1.000000000"],
    ]);
    const paged: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: EconomicsAnswer = await ask<EconomicsAnswer>(
        "economics",
        `&by=user&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      paged.push(...page.data);
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(answer.data);
  });

  it("come in the order asked for, and page by page in it", async () => {
    const values = async (query: string) =>
      (await ask<EconomicsAnswer>("economics", query)).data.map((each) => each.value);
    expect(await values("&order=-spend")).toEqual(["extend", "remix", "storyboard"]);
    expect(await values("&order=-margin")).toEqual(["remix", "extend", "storyboard"]);
    // Unknown comes last, either way.
    expect(await values("&order=coverage")).toEqual(["extend", "remix", "storyboard"]);
    expect(await values("&order=-coverage")).toEqual(["remix", "extend", "storyboard"]);
    const first = await ask<EconomicsAnswer>("economics", "&order=value&limit=2");
    expect(first.data.map((each) => each.value)).toEqual(["extend", "remix"]);
    expect(await values(`&order=value&limit=2&cursor=${first.next_cursor}`)).toEqual([
      "storyboard",
    ]);
  });

  it("are those of a cost book where it has a price, and say how many it priced", async () => {
    const answer = await economics("&by=feature&book=half");
    // 4 s × 0.05 each, in dollars even where euros are booked; what has no price in the book stays.
    expect(answer.book).toEqual({ name: "half", priced: 6, kept: 1 });
    expect(answer.data.map((each) => [each.value, each.spend, each.unpriced])).toEqual([
      ["remix", "0.800000000", 0],
      ["extend", "0.400000000", 0],
      ["storyboard", "0.000000000", 1],
    ]);
    expect(answer.totals.payers.spend).toBe("0.400000000");
    expect(answer.totals.recognised_revenue).toBe("9.000000000");
    expect((await economics("&by=user&book=half")).data.map((each) => each.spend)).toEqual([
      "0.600000000",
      "0.400000000",
      "0.200000000",
      "0.000000000",
      "0.000000000",
    ]);
  });
});

describe("users who cost more than they pay", () => {
  const losing = (query = "") => ask<LosingUsersAnswer>("losing-users", query);

  it("are listed with what they cost beyond it, the largest loss first", async () => {
    const answer = await losing();
    expect(answer.data).toEqual([
      {
        user: "u_free",
        plans: ["free"],
        generations: 4,
        spend: "1.700000000",
        revenue: "0.000000000",
        loss: "1.700000000",
        share_of_loss: "0.629630",
        top_feature: "extend",
      },
      {
        user: "u_refund",
        plans: [],
        generations: 0,
        spend: "0.000000000",
        revenue: "-1.000000000",
        loss: "1.000000000",
        share_of_loss: "0.370370",
        top_feature: null,
      },
    ]);
    expect(answer.totals).toEqual({
      active_users: 2,
      losing_users: 2,
      losing_payers: 0,
      spend: "2.500000000",
      revenue: "9.000000000",
      loss: "2.700000000",
    });
    // One of two users is the least that a hundredth can be.
    expect(answer.top_percent).toEqual({
      users: 1,
      spend: "1.700000000",
      share_of_spend: "0.680000",
    });
  });

  it("come page by page, and payers alone where asked for", async () => {
    const first = await losing("&limit=1");
    expect(first.data.map((each) => each.user)).toEqual(["u_free"]);
    const second = await losing(`&limit=1&cursor=${first.next_cursor}`);
    expect(second.data.map((each) => each.user)).toEqual(["u_refund"]);
    expect(second.next_cursor).toBeNull();
    // u_pay pays 5.00 for remix, where it cost 0.80; of extend u_idle made nothing.
    expect((await losing("&payers_only=true")).data).toEqual([]);
    expect((await losing("&feature=extend")).data.map((each) => [each.user, each.loss])).toEqual([
      ["u_free", "1.200000000"],
    ]);
  });
});

describe("break-even", () => {
  const breakeven = (query = "") => ask<BreakEvenAnswer>("breakeven", query);

  it("is how many clips a month's revenue of a paying user pays", async () => {
    const answer = await breakeven();
    expect(answer).toMatchObject({ by: "plan", days_per_month: 30 });
    // u_pay 8.00 and u_idle 2.00 in thirty days; a clip of plus costs 0.40.
    expect(answer.data.find((each) => each.value === "plus")).toEqual({
      value: "plus",
      generations: 2,
      cost_per_clip: { value: "0.400000000", per: 2, reason: null },
      paying_users: 2,
      revenue_per_paying_user: { value: "5.000000000", per: 2, reason: null },
      price: "5.000000000",
      covered_clips: 12,
      first_loss_clip: 13,
      reason: null,
      clips_allowed: null,
      limit_rule: null,
      margin_at_limit: null,
    });
    expect(answer.data.find((each) => each.value === "free")).toMatchObject({
      paying_users: 0,
      price: null,
      covered_clips: null,
      reason: "no_price",
    });
  });

  it("compares a given price with what the limits in force allow", async () => {
    const body = {
      name: "30 a day",
      subject: { each: "user" },
      metric: "generations",
      window: { kind: "calendar", unit: "day", tz: "UTC" },
      limit: "30",
      mode: "block",
    };
    const made = await api.call("POST", "/api/v1/quotas", { token, body });
    const answer = await breakeven("&price=20&book=half");
    // A clip costs 0.20 by the book: 100 of them; 900 − 100 are 160.00 too many.
    expect(answer.data.find((each) => each.value === "plus")).toMatchObject({
      price: "20.000000000",
      covered_clips: 100,
      first_loss_clip: 101,
      clips_allowed: 900,
      limit_rule: { id: made.body["id"], name: "30 a day" },
      margin_at_limit: "-160.000000000",
    });
    const given = await breakeven("&price=20&clips_allowed=10&plan=plus");
    expect(given.data).toMatchObject([
      { clips_allowed: 10, limit_rule: null, margin_at_limit: "16.000000000" },
    ]);
  });
});

describe("an audience", () => {
  const scale = (query: string) => ask<ScaleAnswer>("economics/scale", query);

  it("costs its clips at a given cost, or at the period's", async () => {
    const given = await scale("&users=850000000&share=0.01&clips_per_week=1&cost_per_clip=1.30");
    expect(given).toMatchObject({
      clips_per_day: "1214285.714285714",
      spend_per_day: "1578571.428571429",
      cost_per_clip: { value: "1.300000000", given: true },
      period: null,
    });
    const measured = await scale("&users=700&clips_per_week=2&plan=plus");
    expect(measured).toMatchObject({
      clips_per_day: "200.000000000",
      spend_per_day: "80.000000000",
      cost_per_clip: { value: "0.400000000", given: false, per: 2 },
    });
    const unknown = await scale("&users=700&model=new-model");
    expect(unknown).toMatchObject({ spend_per_day: null, cost_per_clip: { value: null, per: 0 } });
  });
});

describe("a question about economics", () => {
  it.each([
    ["economics", "by=upstream", "by"],
    ["economics", "rule=weights", "rule"],
    ["economics", "order=cost", "order"],
    ["economics", "by=user&order=-margin", "order"],
    ["economics", "by=user&rule=usage", "rule"],
    ["economics", "book=nothing", "book"],
    ["economics", "colour=red", "colour"],
    ["economics", "from=2026-04-01T05:00:00Z", "from"],
    ["economics", "cursor=x.y", "cursor"],
    ["breakeven", "price=-1", "price"],
    ["breakeven", "clips_allowed=1.5", "clips_allowed"],
    ["breakeven", "by=region", "by"],
    ["economics/scale", "", "users"],
    ["economics/scale", "users=10&share=1.1", "share"],
    ["economics/scale", "users=-1", "users"],
    ["losing-users", "model=sora-2", "model"],
    ["losing-users", "order=revenue", "order"],
  ])("%s?%s is refused naming %s", async (path, query, field) => {
    const answer = await api.call("GET", `/api/v1/analytics/${path}?tz=UTC&${query}`, { token });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toEqual([field]);
  });

  it("is answered with nothing of another workspace, and to nobody without a token", async () => {
    const other = await newWorkspace(stores.pg);
    const viewer = await newToken(api, other, "viewer");
    for (const path of ["economics", "breakeven", "losing-users"]) {
      const answer = await ask<{ data: unknown[] }>(path, "", viewer.token);
      expect(answer.data).toEqual([]);
      const refused = await api.call("GET", `/api/v1/analytics/${path}`);
      expect(refused.status).toBe(401);
    }
    const book = await api.call("GET", `/api/v1/analytics/economics?book=half`, {
      token: viewer.token,
    });
    expect(fieldsOf(book.body)).toEqual(["book"]);
  });
});
