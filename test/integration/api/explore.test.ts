import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  BreakdownAnswer,
  RhythmAnswer,
  SummaryAnswer,
  TimeseriesAnswer,
} from "../../../api/contract/analytics.ts";
import type { GenerationsAnswer } from "../../../api/contract/generations.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { exportedCsv } from "./exported-files.ts";

const NOW = Date.parse("2026-04-01T12:00:00Z");
const MARCH = "from=2026-03-01&to=2026-04-01&tz=Europe/Paris";
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;

/** A clip of each cause, some that were not wasted, and one whose downloads pass elsewhere. */
beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
  const workspaceId = await newWorkspace(stores.pg);
  token = (await newToken(api, workspaceId, "viewer")).token;
  const book = (at: string, change = {}) => bookJob(stores.pg, workspaceId, at, change);
  const failed = { state: "failed", failureKind: "provider_error", videoSeconds: null };
  await book("2026-03-02T08:00:00Z", { promptHash: "boat" });
  await book("2026-03-02T08:05:00Z", { promptHash: "boat", cost: "0.41" });
  await book("2026-03-05T22:30:00Z", { ...failed, cost: "0.07", model: "sora-2-pro" });
  await book("2026-03-06T10:00:00Z", { state: "blocked", cost: "0.05", feature: "extend" });
  await book("2026-03-09T08:00:00Z", { firstDownloadedAt: null, feature: "extend" });
  await book("2026-03-30T08:00:00Z", { firstDownloadedAt: null, userId: "u_2" });
  await book("2026-03-30T09:00:00Z", { firstDownloadedAt: null, downloadsPass: false });
  await book("2026-03-30T10:00:00Z", { resolution: "720x1280", userId: "u_3" });
  await deliver(stores, workspaceId);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await api.call("GET", `/api/v1/${path}`, { token });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Answer;
}

const sumOf = (amounts: readonly string[]) =>
  formatNano(amounts.reduce((sum, amount) => sum + parseNano(amount), 0n));
const summary = async () => (await get<SummaryAnswer>(`analytics/summary?${MARCH}`)).totals;

describe("waste as a dimension", () => {
  it("has the summary's money by cause, and leads to exactly those clips", async () => {
    const totals = await summary();
    const causes = await get<BreakdownAnswer>(`analytics/breakdown?${MARCH}&by=waste`);
    expect(causes.values_in_all).toBe(WASTE_CAUSES.length + 1);
    for (const cause of WASTE_CAUSES) {
      const row = causes.data.find(({ values }) => values["waste"] === cause);
      expect([cause, row?.spend]).toEqual([cause, totals.waste_by_cause[cause]]);
      const clips = await get<GenerationsAnswer>(`generations?${MARCH}&waste=${cause}`);
      expect(clips.data).toHaveLength(row?.generations ?? 0);
      expect(sumOf(clips.data.map(({ cost }) => cost.amount ?? "0"))).toBe(row?.spend);
    }
  });

  it("pages through wasted clips of weeks apart, newest first, without skipping or repeating", async () => {
    const query = `${MARCH}&limit=1&${WASTE_CAUSES.map((cause) => `waste=${cause}`).join("&")}`;
    const times: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const more: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: GenerationsAnswer = await get(`generations?${query}${more}`);
      times.push(...page.data.map((row) => row.created_at));
      cursor = page.next_cursor;
    }
    expect(times.map((time) => time.slice(0, 10))).toEqual([
      "2026-03-30",
      "2026-03-09",
      "2026-03-06",
      "2026-03-05",
      "2026-03-02",
    ]);
  });

  it("says how many clips nobody can say it of, and lists them", async () => {
    expect(await get(`analytics/downloads?${MARCH}`)).toMatchObject({ unknown: 1 });
    expect(await get(`analytics/downloads?${MARCH}&feature=extend`)).toMatchObject({ unknown: 0 });
    const clips = await get<GenerationsAnswer>(`generations?${MARCH}&downloads=unknown`);
    expect(clips.data.map((row) => row.downloads_pass)).toEqual([false]);
  });

  it("refuses a cause that there is not", async () => {
    const { status, body } = await api.call("GET", "/api/v1/generations?waste=boredom", { token });
    const fields = (body["errors"] as { field: string }[]).map(({ field }) => field);
    expect(status).toBe(400);
    expect(fields.every((field) => field.startsWith("waste"))).toBe(true);
  });
});

describe("series of pairs", () => {
  it("sum to the summary with the rest, and say how many pairs there are", async () => {
    const totals = await summary();
    const answer = await get<TimeseriesAnswer>(
      `analytics/timeseries?${MARCH}&interval=day&by=model,resolution&limit=1&order=-generations`,
    );
    expect([answer.by, answer.dimensions]).toEqual(["model", ["model", "resolution"]]);
    expect(answer.values_in_all).toBe(3);
    expect(answer.series.map(({ values, rest }) => [values, rest])).toEqual([
      [["sora-2", "1280x720"], false],
      [[], true],
    ]);
    const points = answer.series.flatMap((series) => series.points);
    expect(sumOf(points.map(({ spend }) => spend))).toBe(totals.spend);
    expect(points.reduce((sum, { priced }) => sum + priced, 0)).toBe(totals.priced);
    expect(sumOf(points.map(({ priced_seconds: seconds }) => seconds))).toBe(totals.priced_seconds);
  });

  it("carry people and durations only when asked, and not for the rest", async () => {
    const plain = await get<TimeseriesAnswer>(`analytics/timeseries?${MARCH}&interval=month`);
    expect(plain.series[0]?.points[0]).not.toHaveProperty("users");
    const all = await get<TimeseriesAnswer>(
      `analytics/timeseries?${MARCH}&interval=month&figures=all&by=user&limit=1`,
    );
    expect(all.series.map(({ points }) => [points[0]?.users, points[0]?.p50_ms === null])).toEqual([
      [1, false],
      [null, true],
    ]);
  });
});

describe("the week of hours", () => {
  it("counts in the zone's own hours and sums to the summary", async () => {
    const totals = await summary();
    const { cells } = await get<RhythmAnswer>(`analytics/rhythm?${MARCH}`);
    expect(sumOf(cells.map(({ spend }) => spend))).toBe(totals.spend);
    expect(cells.map(({ weekday, hour, generations }) => [weekday, hour, generations])).toEqual([
      // Winter time on the 2nd and the 9th, summer time on the 30th.
      [1, 9, 3],
      [1, 10, 1],
      [1, 11, 1],
      [1, 12, 1],
      [4, 23, 1],
      [5, 11, 1],
    ]);
  });
});

describe("files of figures", () => {
  it("hold every row of a breakdown, and every bucket of each series with the rest", async () => {
    const totals = await summary();
    const rows = await exportedCsv(api, token, `breakdown.csv?${MARCH}&by=user,waste`);
    expect(rows.name).toMatch(/^reelmeter-breakdown-by-user-waste_2026-03-01_2026-04-01_/);
    expect(rows.header.slice(0, 5)).toEqual([
      "report_period",
      "report_filters",
      "user",
      "waste",
      "currency",
    ]);
    expect(sumOf(rows.rows.map((row) => row["spend"] ?? ""))).toBe(totals.spend);
    const series = await exportedCsv(
      api,
      token,
      `timeseries.csv?${MARCH}&by=feature&limit=1&interval=week`,
    );
    expect(new Set(series.rows.map((row) => row["feature"]))).toEqual(new Set(["remix", "(rest)"]));
    expect(sumOf(series.rows.map((row) => row["spend"] ?? ""))).toBe(totals.spend);
    // Nothing earned is known of a model: an empty cell, never 0.
    const models = await exportedCsv(api, token, `breakdown.csv?${MARCH}&by=model`);
    expect(models.rows.map((row) => row["revenue"])).toEqual(["", ""]);
  });
});
