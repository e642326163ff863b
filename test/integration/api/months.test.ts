import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, type ApiUnderTest } from "./api-under-test.ts";
import { sumOf, tenantOfMonths, type TenantOfMonths } from "./months-of-tenant.ts";

const NOW = Date.parse("2026-04-10T12:00:00Z");
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

const entry = (id: string, date: string, amount: string, more: object = {}) => ({
  external_id: id,
  occurred_at: `${date}T12:00:00Z`,
  amount,
  currency: "USD",
  feature: "remix",
  ...more,
});

/** Two clips of 0.40 in January, one in February and one in March; a sale of 10 each month. */
async function quarter(): Promise<TenantOfMonths> {
  const who = await tenantOfMonths(stores, api);
  const book = (at: string, change = {}) => bookJob(stores.pg, who.workspaceId, at, change);
  await book("2026-01-05T08:00:00Z");
  await book("2026-01-20T08:00:00Z");
  await book("2026-02-05T08:00:00Z");
  await book("2026-03-05T08:00:00Z");
  await who.post("revenue", {
    entries: [
      entry("jan", "2026-01-10", "10.00"),
      entry("feb", "2026-02-10", "10.00"),
      entry("mar", "2026-03-10", "10.00"),
    ],
  });
  await who.deliver();
  return who;
}

describe("a closed month", () => {
  it("keeps its figures, and what comes in later is a correction in the first open month", async () => {
    const who = await quarter();
    const before = await who.month("2026-01");
    expect((await who.close("2026-01")).status).toBe(200);

    // Late: a clip, a dearer price, a sale, a refund of the first one.
    const clip = await bookJob(stores.pg, who.workspaceId, "2026-01-25T08:00:00Z", { cost: "2" });
    await who.post("revenue", { entries: [entry("late", "2026-01-31", "3.00")] });
    await who.post("revenue", { entries: [entry("jan", "2026-01-10", "4.00")] });
    await who.deliver();

    const closed = await who.month("2026-01");
    expect(closed.closed_months).toEqual(["2026-01"]);
    expect([closed.totals, closed.data]).toEqual([before.totals, before.data]);
    const february = await who.month("2026-02");
    expect(february.totals).toMatchObject({ spend: "0.400000000", margin: "9.600000000" });
    // Spend 2.00; revenue 3.00 + 4.00 − 10.00.
    const corrected = { spend: "2.000000000", recognised_revenue: "-3.000000000" };
    expect(february.corrections).toMatchObject({
      skipped: null,
      totals: { ...corrected, margin: "-5.000000000" },
      months: [
        { booked_in: "2026-02", month: "2026-01", data: [{ value: "remix", ...corrected }] },
      ],
    });
    expect(february.with_corrections).toMatchObject({ spend: "2.400000000" });

    // Closing February books it there; another change of the same clip comes to March.
    expect((await who.close("2026-02")).status).toBe(200);
    await stores.pg
      .sql`update jobs set cost = 5, version = version + 1 where generation_id = ${clip}`;
    await who.deliver();
    expect((await who.month("2026-02")).corrections).toEqual(february.corrections);
    const march = await who.month("2026-03");
    expect(march.corrections.months).toMatchObject([
      {
        booked_in: "2026-03",
        month: "2026-01",
        spend: "3.000000000",
        recognised_revenue: "0.000000000",
      },
    ]);
    await expectSumIsLive(who);
  });
});

/** The months' own figures and their corrections are together what is known now. */
async function expectSumIsLive(who: TenantOfMonths): Promise<void> {
  const live = await who.margin("from=2026-01-01&to=2026-05-01&tz=UTC&live=true");
  const months = await Promise.all(
    ["2026-01", "2026-02", "2026-03", "2026-04"].map((month) => who.month(month)),
  );
  const { spend, recognised_revenue: revenue } = live.totals;
  expect(sumOf(...months.map((month) => month.with_corrections.spend))).toBe(spend);
  expect(sumOf(...months.map((month) => month.with_corrections.recognised_revenue))).toBe(revenue);
  const quarterly = await who.margin("from=2026-01-01&to=2026-05-01&tz=UTC");
  expect(quarterly.with_corrections).toMatchObject({ spend, recognised_revenue: revenue });
}
