import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import type { ClipCostsAnswer, ConcentrationAnswer } from "../../../api/contract/clip-costs.ts";
import { MAX_BINS } from "../../../domain/economics/cost-bins.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const TUESDAY = "from=2026-03-10&to=2026-03-11&tz=UTC";
const BOTH = "from=2026-03-09&to=2026-03-11&tz=UTC";
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;

/** Monday four clips; Tuesday more of them, a dearer price, a new model, a failure that was billed. */
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(Date.parse("2026-04-01T12:00:00Z"));
  const workspaceId = await newWorkspace(stores.pg);
  token = (await newToken(api, workspaceId, "viewer")).token;
  const book = (at: string, change = {}) => bookJob(stores.pg, workspaceId, at, change);
  for (const hour of ["08", "09", "10"]) await book(`2026-03-09T${hour}:00:00Z`);
  await book("2026-03-09T11:00:00Z", { feature: "extend", userId: "u_2" });
  for (const hour of ["08", "09", "10", "11"]) {
    await book(`2026-03-10T${hour}:00:00Z`, { cost: "0.51", userId: "u_3" });
  }
  await book("2026-03-10T12:00:00Z", { model: "sora-2-pro", cost: "2.40" });
  await book("2026-03-10T13:00:00Z", {
    state: "failed",
    failureKind: "provider_error",
    cost: "0.07",
    feature: "extend",
  });
  await book("2026-03-10T14:00:00Z", { cost: "0" });
  await deliver(stores, workspaceId);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await api.call("GET", `/api/v1/${path}`, { token });
  if (status !== 200) throw new Error(JSON.stringify([body, api.logged]));
  return body as Answer;
}

const sumOf = (amounts: readonly string[]) =>
  formatNano(amounts.reduce((sum, amount) => sum + parseNano(amount), 0n));

describe("what changed", () => {
  it("splits the summary's change into drivers, and into movers and the rest, to the nano", async () => {
    const answer = await get<ChangesAnswer>(`analytics/changes?${TUESDAY}`);
    const { totals, previous } = await get<SummaryAnswer>(
      `analytics/summary?${TUESDAY}&compare=previous`,
    );
    expect(answer.totals.spend).toEqual({
      now: totals.spend,
      before: previous?.totals.spend,
      change: sumOf([totals.spend, `-${previous?.totals.spend ?? ""}`]),
    });
    const { change } = answer.totals.spend;
    expect(sumOf(answer.drivers.map(({ amount }) => amount))).toBe(change);
    const moved = [...answer.movers, answer.rest].map(({ spend }) => spend.change);
    expect(sumOf(moved)).toBe(change);
    expect(answer.movers[0]?.value).not.toBe("extend");
    const mix = answer.drivers.find(({ driver }) => driver === "model_mix");
    expect(parseNano(mix?.amount ?? "0")).toBeGreaterThan(0n);
  });

  it("agrees with the list by that dimension for every mover, revenue unknown where no entry carries it", async () => {
    const answer = await get<ChangesAnswer>(`analytics/changes?${TUESDAY}&by=model`);
    const rows = await get<BreakdownAnswer>(`analytics/breakdown?${TUESDAY}&by=model`);
    for (const row of rows.data) {
      const mover = answer.movers.find(({ value }) => value === row.values["model"]);
      expect([mover?.spend.now, mover?.revenue]).toEqual([row.spend, null]);
    }
  });

  it("refuses a comparison with nothing and names it", async () => {
    const { status, body } = await api.call(
      "GET",
      `/api/v1/analytics/changes?${TUESDAY}&compare=none`,
      { token },
    );
    expect([status, JSON.stringify(body).includes("compare")]).toEqual([400, true]);
  });
});

describe("what single clips cost", () => {
  it("puts every clip with a known cost into one bin or among the free ones, to the nano", async () => {
    const answer = await get<ClipCostsAnswer>(`analytics/clip-costs?${BOTH}`);
    const { totals } = await get<SummaryAnswer>(`analytics/summary?${BOTH}`);
    expect(answer.clips).toBe(totals.priced);
    expect(answer.free + answer.bins.reduce((sum, bin) => sum + bin.clips, 0)).toBe(answer.clips);
    expect(sumOf(answer.bins.map(({ spend }) => spend))).toBe(totals.spend);
    expect(answer.spend).toBe(totals.spend);
    expect(answer.bins.length).toBeLessThanOrEqual(MAX_BINS);
    expect([answer.free, answer.p99, answer.highest]).toEqual([1, "2.400000000", "2.400000000"]);
  });
});

describe("how spend gathers", () => {
  it("ends at all users with all of their spend, and never falls", async () => {
    const answer = await get<ConcentrationAnswer>(`analytics/concentration?${BOTH}`);
    const { totals } = await get<SummaryAnswer>(`analytics/summary?${BOTH}`);
    const last = answer.points.at(-1);
    expect(sumOf([last?.spend ?? "0", answer.unnamed_spend])).toBe(totals.spend);
    expect([last?.users, last?.share]).toEqual([answer.users, 100]);
    const spends = answer.points.map(({ spend }) => Number(spend));
    expect(spends).toEqual(spends.toSorted((a, b) => a - b));
  });

  it("has no curve where nobody generated anything", async () => {
    const answer = await get<ConcentrationAnswer>(
      "analytics/concentration?from=2026-01-01&to=2026-01-02",
    );
    expect([answer.users, answer.points]).toEqual([0, []]);
  });
});
