import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeptReport, ReportAgain } from "../../../api/contract/reports.ts";
import type { RerateDryRun, RerateRow } from "../../../api/contract/rerates.ts";
import { markDirty } from "../../../db/postgres/dirty-days.ts";
import { applyRetention } from "../../../ingest/deliver/apply-retention.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, fieldsOf, newToken, type ApiUnderTest } from "./api-under-test.ts";
import { sumOf, tenantOfMonths, type TenantOfMonths } from "./months-of-tenant.ts";
import { settleDown } from "./settle-down.ts";

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

/** The months' own figures and their corrections are together what is known now. */
async function expectSumIsLive(who: TenantOfMonths): Promise<void> {
  const live = await who.margin("from=2026-01-01&to=2026-05-01&tz=UTC&live=true");
  const months = await Promise.all(
    ["2026-01", "2026-02", "2026-03", "2026-04"].map((month) => who.month(month)),
  );
  const { spend, recognised_revenue: revenue } = live.totals;
  expect(sumOf(...months.map((month) => month.with_corrections.spend))).toBe(spend);
  expect(sumOf(...months.map((month) => month.with_corrections.recognised_revenue))).toBe(revenue);
  const whole = await who.margin("from=2026-01-01&to=2026-05-01&tz=UTC");
  expect(whole.with_corrections).toMatchObject({ spend, recognised_revenue: revenue });
}

describe("a closed month", () => {
  it("keeps its figures, and what comes in later is a correction in the first open month", async () => {
    const who = await quarter();
    const before = await who.month("2026-01");
    expect((await who.close("2026-01")).status).toBe(200);

    // Late: a clip of 2.00, a sale, and a refund of 6.00.
    const late = { cost: "2" };
    const clip = await bookJob(stores.pg, who.workspaceId, "2026-01-25T08:00:00Z", late);
    await who.post("revenue", { entries: [entry("late", "2026-01-31", "3.00")] });
    await who.post("revenue", { entries: [entry("jan", "2026-01-10", "4.00")] });
    await who.deliver();

    const closed = await who.month("2026-01");
    expect(closed.closed_months).toEqual(["2026-01"]);
    expect([closed.totals, closed.data]).toEqual([before.totals, before.data]);
    const february = await who.month("2026-02");
    expect(february.totals).toMatchObject({ spend: "0.400000000", margin: "9.600000000" });
    const corrected = { spend: "2.000000000", recognised_revenue: "-3.000000000" };
    expect(february.corrections).toMatchObject({
      skipped: null,
      totals: { ...corrected, margin: "-5.000000000" },
      months: [
        { booked_in: "2026-02", month: "2026-01", data: [{ value: "remix", ...corrected }] },
      ],
    });

    // Closing February books it there; another change of the same clip comes to March.
    expect((await who.close("2026-02")).status).toBe(200);
    await stores.pg
      .sql`update jobs set cost = 5, version = version + 1 where generation_id = ${clip}`;
    await who.deliver();
    expect((await who.month("2026-02")).corrections).toEqual(february.corrections);
    expect((await who.month("2026-03")).corrections.months).toMatchObject([
      {
        booked_in: "2026-03",
        month: "2026-01",
        spend: "3.000000000",
        recognised_revenue: "0.000000000",
      },
    ]);
    await expectSumIsLive(who);
    // Nothing of it is another workspace's.
    expect((await (await quarter()).month("2026-02")).corrections.months).toEqual([]);
  });

  it("stands by the day in a report over parts of months, which has no corrections and says why", async () => {
    const who = await quarter();
    await who.close("2026-01");
    await bookJob(stores.pg, who.workspaceId, "2026-01-20T09:00:00Z", { cost: "7" });
    await who.post("revenue", { entries: [entry("late", "2026-01-20", "3.00")] });
    await who.deliver();
    const part = await who.margin("from=2026-01-15&to=2026-02-15&tz=UTC");
    expect(part.totals).toMatchObject({ spend: "0.800000000", recognised_revenue: "10.000000000" });
    expect(part.corrections).toMatchObject({ skipped: "partial_months", months: [] });
    // In another zone its days are others: they are as they are now.
    const paris = await who.margin("from=2026-01-15&to=2026-02-15&tz=Europe/Paris");
    expect(paris).toMatchObject({ unfrozen: "other_zone", closed_months: [] });
    expect(paris.totals).toMatchObject({ spend: "7.800000000" });
  });

  it("takes what lay before it as closed with it: a clip of the year before is a correction", async () => {
    const who = await quarter();
    await who.close("2026-01");
    await bookJob(stores.pg, who.workspaceId, "2025-06-05T08:00:00Z");
    await who.post("revenue", { entries: [entry("old", "2025-07-10", "3.00")] });
    await who.deliver();
    expect((await who.month("2025-06")).totals).toMatchObject({ spend: "0.000000000" });
    const { months } = (await who.month("2026-02")).corrections;
    expect(
      months.map(({ month, spend, recognised_revenue: earned }) => [month, spend, earned]),
    ).toEqual([
      ["2025-06", "0.400000000", "0.000000000"],
      ["2025-07", "0.000000000", "3.000000000"],
    ]);
  });

  it("keeps its rates; only what had none then is converted when there is one, as a correction", async () => {
    const who = await quarter();
    const rate = (date: string, base: string, value: string) =>
      who.post("fx-rates", { date, base, quote: "USD", rate: value });
    await rate("2026-01-12", "EUR", "1.10");
    const euros = { currency: "EUR" };
    const pounds = { currency: "GBP" };
    await who.post("revenue", {
      entries: [
        entry("eur", "2026-01-12", "10.00", euros),
        entry("gbp", "2026-01-12", "10.00", pounds),
      ],
    });
    const clip = { cost: "1", currency: "GBP" };
    await bookJob(stores.pg, who.workspaceId, "2026-01-13T08:00:00Z", clip);
    await who.deliver();
    expect(fieldsOf((await who.close("2026-01")).body)).toEqual(["accept_open_points"]);
    await who.close("2026-01", true);
    const closed = await who.month("2026-01");
    expect(closed.left_out).toMatchObject([{ currency: "GBP", revenue: "10.000000000" }]);

    await rate("2026-01-12", "EUR", "5");
    await rate("2026-01-12", "GBP", "1.30");
    expect(await who.month("2026-01")).toEqual(closed);
    expect((await who.month("2026-02")).corrections.months).toMatchObject([
      { month: "2026-01", spend: "1.300000000", recognised_revenue: "13.000000000" },
    ]);
    await expectSumIsLive(who);
  });

  it("is not corrected by generations that their age has removed", async () => {
    const who = await quarter();
    await who.close("2026-01");
    const late = await bookJob(stores.pg, who.workspaceId, "2026-01-31T08:00:00Z");
    await who.deliver();
    // All but January's last day is older than 70 days.
    await stores.pg
      .sql`update workspaces set generation_retention_days = 70 where id = ${who.workspaceId}`;
    await applyRetention({ ...stores, now: () => Date.parse("2026-04-11T00:00:00Z") });
    await settleDown(stores);
    await stores.pg
      .sql`update workspaces set generation_retention_days = null where id = ${who.workspaceId}`;
    expect((await who.month("2026-01")).totals).toMatchObject({ spend: "0.800000000" });
    expect((await who.month("2026-02")).corrections.months).toMatchObject([
      { month: "2026-01", spend: "0.400000000" },
    ]);
    expect((await who.close("2026-02")).status).toBe(200);
    await stores.pg
      .sql`update jobs set cost = 3, version = version + 1 where generation_id = ${late}`;
    await deliverOf(who, late);
    expect((await who.month("2026-03")).corrections.months).toMatchObject([
      { month: "2026-01", spend: "2.600000000" },
    ]);
    const audit = await who.get("audit?from=2026-01-01&to=2026-04-10");
    const checks = audit.body["checks"] as { id: string; ok: boolean }[];
    expect(checks.filter(({ id, ok }) => id.startsWith("closed_months") && !ok)).toEqual([]);
  });
});

/** Delivers one clip: the others' rows are gone for good. */
async function deliverOf(who: TenantOfMonths, id: string): Promise<void> {
  await stores.pg
    .sql`delete from jobs where workspace_id = ${who.workspaceId} and generation_id <> ${id}`;
  await who.deliver();
}

describe("a re-rating of a closed month", () => {
  it("says that it is closed, and changes its clips as a correction", async () => {
    const who = await tenantOfMonths(stores, api);
    // By the list 4 s cost 0.40, by the workspace's own price 1.00.
    await bookJob(stores.pg, who.workspaceId, "2026-01-05T08:00:00Z");
    await who.deliver();
    await who.close("2026-01");
    const price = { provider: "openai", model: "sora-2", unit: "second", amount: "0.25" };
    await who.post("prices", { ...price, currency: "USD", valid_from: "2026-01-01" });
    const asked = { scope: { from: "2026-01-01", to: "2026-03-01" }, tz: "UTC" };
    const planned = (await who.post("prices/rerate", { ...asked, dry_run: true }))
      .body as RerateDryRun;
    expect([planned.closed_months, planned.diff.changed]).toEqual([["2026-01"], 1]);
    const begun = (await who.post("prices/rerate", { ...asked, dry_run: false })).body as RerateRow;
    expect(begun.closed_months).toEqual(["2026-01"]);
    expect((await who.close("2026-02")).body["detail"]).toContain("a re-rating is under way");
    const worker = {
      ...stores,
      reportingCurrency: "USD",
      newId: randomUUID,
      now: () => NOW,
      log: collectingLog(),
    };
    while ((await continueRerate(worker)) === "more") continue;
    await settleDown(stores);
    expect((await who.month("2026-01")).totals.spend).toBe("0.400000000");
    expect((await who.month("2026-02")).corrections.months).toMatchObject([
      { month: "2026-01", spend: "0.600000000" },
    ]);
  });
});

describe("closing a month", () => {
  it("goes in order, after its end, once", async () => {
    const who = await quarter();
    const refusal = async (month: string) => {
      const answer = await who.close(month);
      return [answer.status, answer.body["detail"]];
    };
    expect(await refusal("2026-02")).toEqual([
      409,
      "Months are closed in their order: close 2026-01 first, it has figures.",
    ]);
    expect((await refusal("2026-04"))[1]).toContain("2026-04 has not ended");
    await who.close("2026-01");
    expect(await refusal("2026-01")).toEqual([409, "2026-01 is closed already."]);
    expect((await refusal("2026-03"))[1]).toContain("close 2026-02 first");
    const faulty = await who.close("2026-13");
    expect([faulty.status, fieldsOf(faulty.body)]).toEqual([400, ["month"]]);
  });

  it("is refused while its facts are on their way, and goes when they have arrived", async () => {
    const who = await quarter();
    const job = await bookJob(stores.pg, who.workspaceId, "2026-01-07T08:00:00Z");
    await stores.pg.sql`
      insert into outbox (topic, workspace_id, entity_id, version, day, payload)
      select 'generation', workspace_id, generation_id, version, '2026-01-07', generation_fact(jobs)
      from jobs where generation_id = ${job}`;
    const waiting = await who.close("2026-01");
    expect([waiting.status, waiting.body["detail"]]).toEqual([
      409,
      "Figures of 2026-01 are still arriving: 1 facts wait to be delivered. Try again soon.",
    ]);
    await settleDown(stores);
    await markDirty(stores.pg, ["2026-01-08"]);
    expect((await who.close("2026-01")).body["detail"]).toContain("1 days wait");
    await settleDown(stores);
    const closed = await who.close("2026-01");
    expect(closed.body).toMatchObject({ state: "closed", spend: "1.200000000" });
  });

  it("is one person's: of two at once one is told that the other came first", async () => {
    const who = await quarter();
    const answers = await Promise.all([who.close("2026-01"), who.close("2026-01")]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(["200", "409"]);
    expect((await who.month("2026-01")).totals.spend).toBe("0.800000000");
    expect((await who.month("2026-02")).corrections.months).toEqual([]);
  });

  it("shows open points, and needs them to be accepted", async () => {
    const who = await quarter();
    const unknown = { cost: null, currency: null, costBasis: "unpriced", estimate: null };
    await bookJob(stores.pg, who.workspaceId, "2026-01-06T08:00:00Z", unknown);
    const lost = { state: "lost", cost: null, costBasis: "estimate", finishedAt: null } as const;
    await bookJob(stores.pg, who.workspaceId, "2026-01-06T09:00:00Z", lost);
    await who.deliver();
    const january = (await who.months()).find(({ month }) => month === "2026-01");
    expect(january).toMatchObject({ next: "close", open_points: { unpriced: 1, lost: 1 } });
    const refused = await who.close("2026-01");
    expect([refused.status, fieldsOf(refused.body)]).toEqual([409, ["accept_open_points"]]);
    expect(refused.body["detail"]).toContain("1 clips have no known cost");
    const closed = await who.close("2026-01", true);
    expect(closed.body).toMatchObject({ open_points: { unpriced: 1, lost: 1 } });
  });

  it("is for admins, opening again for owners, and both are in the audit log", async () => {
    const who = await quarter();
    const as = async (role: "admin" | "viewer", path: string, body: object) => {
      const { token } = await newToken(api, who.workspaceId, role);
      return (await api.call("POST", `/api/v1/months/2026-01/${path}`, { token, body })).status;
    };
    expect(await as("viewer", "close", {})).toBe(403);
    expect(await as("admin", "close", {})).toBe(200);
    expect(await as("admin", "reopen", { reason: "a mistake" })).toBe(403);
    const silent = await who.post("months/2026-01/reopen", {});
    expect([silent.status, fieldsOf(silent.body)]).toEqual([400, ["reason"]]);
    expect((await who.reopen("2026-01")).body).toMatchObject({ state: "open", next: "close" });
    const log = (await who.get("audit-log")).body["data"] as { action: string; target: string }[];
    const written = log.filter(({ target }) => target === "2026-01").map(({ action }) => action);
    expect(written.toSorted()).toEqual(["month.close", "month.reopen"]);
  });

  it("can be taken back for the last month alone: then its figures and what it corrected are open again", async () => {
    const who = await quarter();
    await who.close("2026-01");
    await who.post("revenue", { entries: [entry("late", "2026-01-31", "3.00")] });
    await who.close("2026-02");
    await who.post("revenue", { entries: [entry("feb", "2026-02-10", "11.00")] });
    expect((await who.reopen("2026-01")).body["detail"]).toContain("closed last");
    expect((await who.reopen("2026-02")).status).toBe(200);
    const february = await who.month("2026-02");
    expect(february.totals.recognised_revenue).toBe("11.000000000");
    expect(february.corrections.totals.recognised_revenue).toBe("3.000000000");
    expect((await who.close("2026-02")).status).toBe(200);
    expect((await who.month("2026-02")).corrections).toEqual(february.corrections);
    expect((await who.month("2026-03")).corrections.months).toEqual([]);
    await expectSumIsLive(who);
  });
});

describe("a kept report", () => {
  it("gives word for word what it gave, and asked again says what changed and what was written since", async () => {
    const who = await quarter();
    const query = { from: "2026-01-01", to: "2026-02-01", tz: "UTC", rule: "usage" };
    const made = await who.post("reports", { kind: "margin", name: "January", query });
    expect(made.status).toBe(201);
    const kept = made.body as KeptReport;
    await who.post("revenue", {
      entries: [entry("new", "2026-01-31", "3.00", { feature: "new" })],
    });
    await who.post("fx-rates", { date: "2026-01-12", base: "EUR", quote: "USD", rate: "1.1" });

    expect((await who.get(`reports/${kept.id}`)).body).toEqual(made.body);
    const again = (await who.get(`reports/${kept.id}/again`)).body as ReportAgain;
    expect(again.same).toBe(false);
    expect(again.since).toMatchObject({ revenue_entries: 1, rates: 1, rerates: [] });
    const where = again.differences.map(({ where: place, name, field, before, after }) => [
      place,
      name,
      field,
      before,
      after,
    ]);
    expect(where).toContainEqual([
      "totals",
      null,
      "recognised_revenue",
      "10.000000000",
      "13.000000000",
    ]);
    expect(where).toContainEqual(["row", "new", "direct_revenue", null, "3.000000000"]);
    expect(where.some(([, name]) => name === "remix")).toBe(false);

    const list = (await who.get("reports?limit=1")).body;
    expect(list["data"]).toMatchObject([{ id: kept.id, name: "January", sha256: kept.sha256 }]);
    const other = await quarter();
    expect((await other.get(`reports/${kept.id}`)).status).toBe(404);
    const past = await who.get("analytics/margin?as_of=2026-04-01T00:00:00Z");
    expect([past.status, fieldsOf(past.body)]).toEqual([400, ["as_of"]]);
    expect(past.text).toContain("keep reports");
    const faulty = await who.post("reports", { kind: "margin", query: { by: "user" } });
    expect([faulty.status, fieldsOf(faulty.body)]).toEqual([400, ["query.by"]]);
  });
});
