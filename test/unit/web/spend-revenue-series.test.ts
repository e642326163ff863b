import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartRows } from "../../../web/series/chart-rows.ts";
import {
  chooseLayout,
  logDomain,
  logTicks,
  spendRevenueSeries,
} from "../../../web/series/spend-revenue-series.ts";
import { hourlyAnswer } from "../../support/web-measures.ts";

const unit = 1_000_000_000n;
const hours = (list: readonly (readonly [number, number | null])[]) =>
  list.map(([spend, revenue]) => ({
    spend: BigInt(spend) * unit,
    revenue: revenue === null ? null : BigInt(revenue) * unit,
  }));
const MIDDLE_OF_THIRD_HOUR = "2026-11-22T02:30:00.000Z";

describe("spend and revenue over time", () => {
  it("marks the bucket that has not ended, and only that one", () => {
    const answer = hourlyAnswer(
      hours([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      MIDDLE_OF_THIRD_HOUR,
    );
    expect(spendRevenueSeries(answer).points.map((point) => point.open)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("leaves out buckets that have not begun", () => {
    const answer = hourlyAnswer(
      hours([
        [1, 1],
        [1, 1],
        [1, 1],
        [0, 0],
      ]),
      MIDDLE_OF_THIRD_HOUR,
    );
    expect(spendRevenueSeries(answer).points).toHaveLength(3);
  });

  it("keeps an unknown revenue unknown, in a bucket and in the total", () => {
    const answer = hourlyAnswer(
      hours([
        [1, null],
        [2, null],
      ]),
      "2026-11-22T02:00:00.000Z",
    );
    const series = spendRevenueSeries(answer);
    expect(series.totals).toEqual({ spend: "3.000000000", revenue: null });
    expect(series.points.map((point) => point.coverage)).toEqual([null, null]);
    expect(chartRows(series.points, "shared").map((row) => row.revenue)).toEqual([null, null]);
  });

  it("has no coverage without spend, and 0 when something was spent and nothing came in", () => {
    const answer = hourlyAnswer(
      hours([
        [0, 5],
        [5, 0],
      ]),
      "2026-11-22T02:00:00.000Z",
    );
    expect(spendRevenueSeries(answer).points.map((point) => point.coverage)).toEqual([null, 0]);
  });

  it("never puts the two lines on one linear axis when one is 20 times the other", () => {
    const list = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(list, fc.constantFrom("lin" as const, null), (points, choice) => {
        const series = spendRevenueSeries(hourlyAnswer(hours(points), "2026-11-24T00:00:00.000Z"));
        const peaks = [0, 1].map((at) => Math.max(...points.map((point) => point[at] ?? 0)));
        const [low = 0, high = 0] = peaks.toSorted((a, b) => a - b);
        if (low > 0 && high / low >= 20) {
          expect(chooseLayout(series, choice)).not.toBe("shared");
        } else {
          expect(chooseLayout(series, choice)).toBe("shared");
        }
      }),
    );
  });

  it("draws zero as a gap on a log axis and as zero on a linear one", () => {
    const answer = hourlyAnswer(
      hours([
        [5, 0],
        [5, 1],
      ]),
      "2026-11-22T02:00:00.000Z",
    );
    const { points } = spendRevenueSeries(answer);
    expect(chartRows(points, "log").map((row) => row.revenue)).toEqual([null, 1]);
    expect(chartRows(points, "split").map((row) => row.revenue)).toEqual([0, 1]);
  });

  it("joins the open bucket to the last closed one with a line of its own", () => {
    const answer = hourlyAnswer(
      hours([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
      MIDDLE_OF_THIRD_HOUR,
    );
    const rows = chartRows(spendRevenueSeries(answer).points, "shared");
    expect(rows.map((row) => row.spend)).toEqual([1, 2, null]);
    expect(rows.map((row) => row.openSpend)).toEqual([null, 2, 3]);
  });

  it("finds a log axis that holds every positive amount, with a tick at its top", () => {
    const amounts = fc.array(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(amounts, (values) => {
        const domain = logDomain([0, ...values]);
        if (domain === null) throw new Error("a positive amount has a domain");
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-9));
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
        const ticks = logTicks(domain);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1)).toBeCloseTo(domain[1], -6);
      }),
    );
    expect(logDomain([0, 0])).toBeNull();
  });
});
