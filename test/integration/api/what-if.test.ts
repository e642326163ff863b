import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { CubeAnswer } from "../../../api/contract/what-if.ts";
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

const WEEK = "from=2026-03-09&to=2026-03-16&tz=UTC";
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;

/** A week with two plans, a failure that was billed, an unpriced clip and a clip of nobody. */
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(Date.parse("2026-04-01T12:00:00Z"));
  const workspaceId = await newWorkspace(stores.pg);
  token = (await newToken(api, workspaceId, "admin")).token;
  const book = (at: string, change = {}) => bookJob(stores.pg, workspaceId, at, change);
  for (const day of ["09", "10", "11"]) await book(`2026-03-${day}T08:00:00Z`);
  await book("2026-03-09T09:00:00Z", { userId: "u_2" });
  await book("2026-03-10T12:00:00Z", { plan: "pro", model: "sora-2-pro", cost: "2.40" });
  await book("2026-03-10T13:00:00Z", {
    state: "failed",
    failureKind: "provider_error",
    cost: "0.07",
  });
  await deliver(stores, workspaceId);
  const rate = { date: "2026-03-13", base: "JPY", quote: "USD", rate: "0.0065" };
  await api.call("POST", "/api/v1/fx-rates", { token, body: rate });
  const sale = (id: string, currency: string, amount: string) => ({
    external_id: id,
    occurred_at: "2026-03-10T00:00:00Z",
    plan: "pro",
    amount,
    currency,
  });
  const entries = [sale("a", "USD", "20"), sale("b", "JPY", "1500"), sale("c", "THB", "100")];
  await api.call("POST", "/api/v1/revenue", { token, body: { entries } });
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

describe("the cube of a what-if", () => {
  it("holds every ended clip once, with the summary's spend to the nano", async () => {
    const cube = await get<CubeAnswer>(`what-if/cube?${WEEK}`);
    const { totals } = await get<SummaryAnswer>(`analytics/summary?${WEEK}`);
    expect([cube.days, cube.clips, cube.clips_left_out]).toEqual([7, totals.generations, 0]);
    expect(cube.cells.reduce((sum, cell) => sum + cell.clips, 0)).toBe(totals.generations);
    expect(sumOf(cube.cells.map((cell) => cell.cost))).toBe(totals.spend);
    expect(sumOf(cube.cells.map((cell) => cell.seconds))).toBe(totals.video_seconds);
    expect(cube.hours.reduce((sum, clips) => sum + clips, 0)).toBe(totals.generations);
    const pro = cube.cells.find(({ plan }) => plan === "pro");
    expect(pro).toMatchObject({ made: true, clips: 1, priced: 1, cost: "2.400000000" });
    expect(pro?.unit_cost).toEqual(["2.400000000", "2.400000000", "2.400000000"]);
  });

  it("tells how the users of a plan share their clips", async () => {
    const { plans } = await get<CubeAnswer>(`what-if/cube?${WEEK}`);
    const pro = plans.find(({ plan }) => plan === "pro");
    expect(pro).toEqual({ plan: "pro", users: 1, clips: 1, groups: [{ users: 1, clips: 1 }] });
    const other = plans.find(({ plan }) => plan !== "pro");
    expect(other).toMatchObject({ users: 2, clips: 5 });
    expect(other?.groups).toEqual([
      { users: 0.5, clips: 0.2 },
      { users: 0.5, clips: 0.8 },
    ]);
  });

  it("keeps revenue in its currencies, with the rates that lead out of them", async () => {
    const { revenue, rates } = await get<CubeAnswer>(`what-if/cube?${WEEK}`);
    expect(revenue).toEqual([
      { plan: "pro", currency: "JPY", amount: "1500.000000000" },
      { plan: "pro", currency: "THB", amount: "100.000000000" },
      { plan: "pro", currency: "USD", amount: "20.000000000" },
    ]);
    expect(rates).toEqual({ JPY: "0.006500000" });
    const filtered = await get<CubeAnswer>(`what-if/cube?${WEEK}&model=sora-2`);
    expect(filtered.revenue).toBeNull();
  });

  it("names the field that makes no sense", async () => {
    const { status, body } = await api.call("GET", `/api/v1/what-if/cube?${WEEK}&book=none`, {
      token,
    });
    expect([status, fieldsOf(body)]).toEqual([400, ["book"]]);
  });
});
