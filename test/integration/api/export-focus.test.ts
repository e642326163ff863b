import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedPrices } from "../../../db/postgres/management/seed-prices.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { continueRerate } from "../../../ingest/rerate/continue-rerate.ts";
import { sendOutbox } from "../../../ingest/deliver/send-outbox.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { focusFaults } from "../../support/focus-rules.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { exportedCsv } from "./exported-files.ts";
import { bookMonth } from "./rerate-month.ts";

const plane = sharedDataPlane();
const MARCH = "from=2026-03-01&to=2026-04-01&tz=Europe/Paris";
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  await seedPrices(stores.pg, new Date("2026-01-01T00:00:00Z"));
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function tenant() {
  const workspaceId = await newWorkspace(stores.pg);
  return { workspaceId, token: (await newToken(api, workspaceId, "owner")).token };
}

const NO_ARITHMETIC = { priceId: null, priceUnit: null, units: null, unitAmount: null };
const UNPRICED = {
  ...NO_ARITHMETIC,
  cost: null,
  currency: null,
  costBasis: "unpriced",
  unpricedReason: "no_price_for_model",
};
const FREE = { ...NO_ARITHMETIC, cost: "0", state: "failed", failureKind: "provider_error" };
const RUNNING = { state: "running", settledAt: null, finishedAt: null, costBasis: "estimate" };

describe("spend as FOCUS 1.2", () => {
  it("keeps every rule of the specification for whatever was booked, and its sums are the summary's", async () => {
    const { workspaceId, token } = await tenant();
    const book = (at: string, change = {}) => bookJob(stores.pg, workspaceId, at, change);
    await book("2026-02-28T23:00:00.500Z"); // The first second of March in Paris.
    await book("2026-03-31T21:59:59.900Z", { finishedAt: new Date("2026-03-31T22:05:00Z") });
    await book("2026-03-10T10:00:00Z", { finishedAt: new Date("2026-03-10T10:00:00Z") });
    await book("2026-03-11T10:00:00Z", { ...NO_ARITHMETIC, cost: "0.77", costBasis: "reported" });
    await book("2026-03-12T10:00:00Z", { currency: "EUR", userId: "=1+1", tags: {} });
    await book("2026-03-13T10:00:00Z", {
      units: "3.333333333",
      unitAmount: "0.333333333",
      cost: "1.11111111",
      videoSeconds: null,
    });
    // Booked otherwise than by its factors: charged as one generation at its cost.
    await book("2026-03-14T10:00:00Z", { cost: "0.5" });
    await book("2026-03-15T10:00:00Z", { ...FREE, videoSeconds: null });
    await book("2026-03-16T10:00:00Z", UNPRICED);
    await book("2026-03-17T10:00:00Z", { ...RUNNING, cost: "0.4" });
    await book("2026-03-18T10:00:00Z", { ...RUNNING, state: "lost" });
    await book("2026-03-31T22:00:00Z"); // April in Paris.
    await deliver(stores, workspaceId);

    const file = await exportedCsv(api, token, `focus.csv?${MARCH}`);
    expect(focusFaults(file.header, file.rows)).toEqual([]);
    expect(file.name).toBe("reelmeter-focus_2026-03-01_2026-04-01_Europe-Paris.csv");
    expect(file.rows).toHaveLength(8);
    expect(file.headers.get("reelmeter-generations")).toBe("8");
    expect(file.headers.get("reelmeter-left-out")).toBe("unpriced=1, in-flight=1, lost=1");
    const summary = await api.call("GET", `/api/v1/analytics/summary?${MARCH}`, { token });
    expect(summed(file.rows, "USD")).toBe((summary.body["totals"] as { spend: string }).spend);
    expect(summed(file.rows, "EUR")).toBe("0.400000000");
    expect(file.rows[0]).toMatchObject({
      BillingPeriodStart: "2026-02-28T23:00:00Z",
      BillingPeriodEnd: "2026-03-31T22:00:00Z",
      ChargePeriodStart: "2026-02-28T23:00:00Z",
      BillingAccountId: workspaceId,
      BilledCost: "0.400000000",
      PricingQuantity: "4.000000000",
      PricingUnit: "Seconds",
      ContractedUnitPrice: "0.100000000",
      SkuId: "openai/sora-2",
      ChargeClass: "",
      x_Feature: "remix",
      x_GpuSeconds: "40.000000000",
      x_CostBasis: "rate_card",
      Tags: '{"team":"a"}',
    });
    expect(file.rows.at(-1)?.["ChargePeriodEnd"]).toBe("2026-03-31T22:00:00Z");
    const reported = file.rows.find((row) => row["x_CostBasis"] === "reported");
    expect(reported).toMatchObject({ PricingQuantity: "1.000000000", PricingUnit: "Generations" });
    expect(file.rows.filter((row) => row["x_User"] === "'=1+1")).toHaveLength(1);
    const one = await exportedCsv(api, token, `focus.csv?${MARCH}&status=failed`);
    expect(one.rows.map((row) => row["x_State"])).toEqual(["failed"]);
    expect(one.headers.get("reelmeter-left-out")).toBe("unpriced=0, in-flight=0, lost=0");
  });

  it("puts a day's equal charges into one row, by the same rules and with the same sums", async () => {
    const { workspaceId, token } = await tenant();
    const priceId = randomUUID();
    const book = (at: string, change = {}) =>
      bookJob(stores.pg, workspaceId, at, { priceId, ...change });
    for (let clip = 0; clip < 3; clip += 1) {
      await book(`2026-03-10T1${clip}:00:00Z`, { userId: `u_${clip}` });
      // Three times 0.3333333335 rounded up is more than its factors make together.
      await book(`2026-03-10T1${clip}:30:00Z`, {
        feature: "extend",
        units: "1.5",
        unitAmount: "0.222222223",
        cost: "0.333333335",
      });
      await book(`2026-03-10T1${clip}:40:00Z`, { ...FREE, state: "failed" });
    }
    await book("2026-03-10T23:30:00Z"); // The 11th in Paris.
    await deliver(stores, workspaceId);
    const single = await exportedCsv(api, token, `focus.csv?${MARCH}`);
    const daily = await exportedCsv(api, token, `focus.csv?${MARCH}&granularity=day`);
    expect(focusFaults(daily.header, daily.rows)).toEqual([]);
    expect(daily.name).toContain("_by-day.csv");
    expect(summed(daily.rows, "USD")).toBe(summed(single.rows, "USD"));
    const shown = daily.rows.map((row) =>
      ["x_Generations", "x_Feature", "BilledCost", "PricingQuantity", "PricingUnit"].map(
        (name) => row[name],
      ),
    );
    expect(shown).toEqual([
      ["3", "remix", "1.200000000", "12.000000000", "Seconds"],
      ["3", "extend", "1.000000005", "1.000000000", "Generations"],
      ["3", "remix", "0.000000000", "1.000000000", "Generations"],
      ["1", "remix", "0.400000000", "4.000000000", "Seconds"],
    ]);
    expect(daily.rows[0]).toMatchObject({
      ChargePeriodStart: "2026-03-09T23:00:00Z",
      ChargePeriodEnd: "2026-03-10T23:00:00Z",
      ConsumedQuantity: "12.000000000",
      x_GpuSeconds: "120.000000000",
      x_User: "",
      ResourceId: "",
    });
  });

  it("sets the price that the provider publishes beside an own one", async () => {
    const { workspaceId, token } = await tenant();
    const listed = await api.call(
      "GET",
      "/api/v1/prices?provider=google_gemini&own=false&unit=second&limit=500",
      { token },
    );
    const shipped = (listed.body["data"] as Record<string, unknown>[]).find(
      (row) => row["valid_to"] === null && row["currency"] === "USD",
    );
    const own = await api.call("POST", "/api/v1/prices", {
      token,
      body: {
        provider: "google_gemini",
        model: shipped?.["model"],
        unit: "second",
        conditions: { resolution: "1080p" },
        amount: "0.000000007",
        currency: "USD",
        valid_from: "2025-01-01",
      },
    });
    await bookJob(stores.pg, workspaceId, "2026-03-10T10:00:00Z", {
      provider: "google_gemini",
      model: String(shipped?.["model"]),
      dimensions: shipped?.["conditions"] as Record<string, string>,
      priceId: String(own.body["id"]),
      units: "8",
      unitAmount: "0.000000007",
      cost: "0.000000056",
    });
    await deliver(stores, workspaceId);
    const file = await exportedCsv(api, token, `focus.csv?${MARCH}`);
    expect(focusFaults(file.header, file.rows)).toEqual([]);
    expect(file.rows[0]).toMatchObject({
      ContractedUnitPrice: "0.000000007",
      ContractedCost: "0.000000056",
      ListUnitPrice: formatNano(parseNano(String(shipped?.["amount"]))),
      ListCost: formatNano(parseNano(String(shipped?.["amount"])) * 8n),
      SkuPriceDetails: '{"x_Resolution":"1080p"}',
    });
  });

  it("marks what a re-rating changed after its billing period had ended, until it is taken back", async () => {
    const { workspaceId, token } = await tenant();
    await bookMonth(stores, workspaceId);
    const charged = async () => {
      const file = await exportedCsv(api, token, `focus.csv?${MARCH}`);
      expect(focusFaults(file.header, file.rows)).toEqual([]);
      const marked = file.rows.filter((row) => row["ChargeClass"] === "Correction");
      expect(marked.every((row) => row["x_CostBasis"] === "rate_card")).toBe(true);
      return { spend: summed(file.rows, "USD"), marked: marked.length };
    };
    expect(await charged()).toEqual({ spend: "16.770000000", marked: 0 });
    // Within the period, then after it: sixteen of the books, twelve of history; what was reported stays.
    await rerate(token, "0.25", "2026-03-30T08:00:00Z");
    expect(await charged()).toEqual({ spend: "40.770000000", marked: 0 });
    const late = await rerate(token, "0.50", "2026-03-31T22:00:00Z");
    expect(await charged()).toEqual({ spend: "80.770000000", marked: 28 });
    await api.call("POST", `/api/v1/prices/rerates/${late}/revert`, { token });
    await work();
    expect(await charged()).toEqual({ spend: "40.770000000", marked: 0 });
  });
});

/** Prices sora-2 anew and applies that to March, at an instant. */
async function rerate(token: string, amount: string, at: string): Promise<string> {
  api.setNow(Date.parse(at));
  const price = { provider: "openai", model: "sora-2", unit: "second", currency: "USD" };
  const body = { ...price, amount, valid_from: "2026-01-01" };
  expect((await api.call("POST", "/api/v1/prices", { token, body })).status).toBe(201);
  const scope = { from: "2026-03-01", to: "2026-04-01" };
  const answer = await api.call("POST", "/api/v1/prices/rerate", {
    token,
    body: { scope, tz: "UTC", dry_run: false },
  });
  expect(answer.status).toBe(202);
  await work();
  return String(answer.body["id"]);
}

/** Rounds of the workers until nothing waits. */
async function work(): Promise<void> {
  const log = collectingLog();
  const worker = { ...stores, newId: randomUUID, now: Date.now, log, reportingCurrency: "USD" };
  while ((await continueRerate({ ...worker, batchRows: 7 })) === "more") continue;
  while ((await sendOutbox(worker)) === "more") continue;
}

function summed(rows: readonly Readonly<Record<string, string>>[], currency: string): string {
  const own = rows.filter((row) => row["BillingCurrency"] === currency);
  return formatNano(own.reduce((sum, row) => sum + parseNano(row["BilledCost"] ?? ""), 0n));
}
