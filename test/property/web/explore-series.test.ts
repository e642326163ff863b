import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PointMeasures, TimeseriesAnswer } from "../../../api/contract/analytics.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { exploreRows } from "../../../web/series/explore-rows.ts";
import { exploreSeries, sumOf } from "../../../web/series/explore-series.ts";
import { MEASURE_KINDS, MEASURES } from "../../../web/series/measure.ts";
import { measuresOf } from "../../support/web-measures.ts";

const START_MS = Date.parse("2026-03-01T00:00:00Z");
const DAY_MS = 86_400_000;
const day = (index: number) => new Date(START_MS + index * DAY_MS).toISOString();

const money = fc.bigInt({ min: 0n, max: 10n ** 15n });
const point = fc
  .record({
    spend: money,
    revenue: fc.option(money, { nil: null }),
    generations: fc.integer({ min: 0, max: 1000 }),
    unpriced: fc.integer({ min: 0, max: 3 }),
  })
  .map((given): PointMeasures => {
    const { spend, unpriced } = given;
    // What has no known cost has no spend.
    const generations = Math.max(given.generations, unpriced);
    return measuresOf({ ...given, generations, spend: generations === unpriced ? 0n : spend });
  });

/** Up to four lines and a rest over up to eight days, compared with as many days before. */
const answer = fc
  .record({
    days: fc.integer({ min: 1, max: 8 }),
    daysBefore: fc.integer({ min: 1, max: 9 }),
    named: fc.integer({ min: 0, max: 4 }),
    hasRest: fc.boolean(),
    knownDays: fc.integer({ min: 0, max: 16 }),
  })
  .chain(({ days, daysBefore, named, hasRest, knownDays }) => {
    const line = (length: number) => fc.array(point, { minLength: length, maxLength: length });
    const lines = named + (hasRest ? 1 : 0);
    return fc
      .record({
        now: fc.array(line(days), { minLength: lines, maxLength: lines }),
        before: fc.array(line(daysBefore), { minLength: lines, maxLength: lines }),
      })
      .map(({ now, before }): TimeseriesAnswer => {
        const series = (all: readonly PointMeasures[][]) =>
          all.map((points, index) => {
            const rest = hasRest && index === all.length - 1;
            const values = rest ? [] : [`v${index}`];
            return { value: values[0] ?? null, values, rest, points };
          });
        const buckets = (count: number, first: number) =>
          Array.from({ length: count }, (_, index) => ({
            start: day(first + index),
            end: day(first + index + 1),
            partial: false,
          }));
        return {
          from: day(0),
          to: day(days),
          timezone: "UTC",
          currency: "USD",
          as_of: new Date(START_MS + (knownDays / 2) * DAY_MS).toISOString(),
          other_currencies: [],
          interval: "day",
          by: "feature",
          dimensions: ["feature"],
          values_in_all: lines,
          buckets: buckets(days, 0),
          series: series(now),
          // In another order: lines are found by their values.
          previous: {
            from: day(-daysBefore),
            to: day(0),
            buckets: buckets(daysBefore, -daysBefore),
            series: series(before).toReversed(),
          },
        };
      });
  });

const additive = MEASURES.filter((measure) => MEASURE_KINDS[measure].additive);
const nano = (value: string) => parseNano(value);

describe("the explorer's series", () => {
  it("sums to the total in every bucket, other included, or says that the total is unknown", () => {
    fc.assert(
      fc.property(answer, fc.constantFrom(...additive), (given, measure) => {
        const { lines, totals, buckets } = exploreSeries(given, measure, false);
        for (const at of buckets.keys()) {
          const parts = lines.map((line) => line.points[at] ?? null);
          expect(totals[at]).toBe(sumOf(parts));
        }
      }),
    );
  });

  it("ends in the line's total when it is added up, and never falls for what can't be negative", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const ended = { ...given, as_of: day(30) };
        const { lines } = exploreSeries(ended, "generations", true);
        for (const line of lines) {
          expect(nano(line.points.at(-1) ?? "")).toBe(nano(line.total ?? ""));
          const steps = line.points.map((value) => nano(value ?? ""));
          expect(steps).toEqual(steps.toSorted((a, b) => (a < b ? -1 : 1)));
        }
      }),
    );
  });

  it("is unknown from the first unknown on when it is added up, and a gap there when it is not", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const plain = exploreSeries(given, "revenue", false);
        const summed = exploreSeries(given, "revenue", true);
        for (const [index, line] of plain.lines.entries()) {
          const gap = line.points.indexOf(null);
          const after = summed.lines[index]?.points.map((value) => value === null) ?? [];
          expect(after).toEqual(line.points.map((_, at) => gap !== -1 && at >= gap));
        }
      }),
    );
  });

  it("marks a bucket as open exactly while it has not ended, and draws no bucket that has not begun", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const { buckets } = exploreSeries(given, "spend", false);
        const asOf = Date.parse(given.as_of);
        for (const bucket of buckets) {
          expect(bucket.open).toBe(Date.parse(bucket.end) > asOf);
          if (buckets.length < given.buckets.length) {
            expect(Date.parse(bucket.start)).toBeLessThanOrEqual(asOf);
          }
        }
      }),
    );
  });

  it("sets each line beside itself in the period before, bucket by bucket, and no bucket beside none", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const series = exploreSeries(given, "spend", false);
        const rows = exploreRows(series);
        for (const [at, bucket] of series.buckets.entries()) {
          const then = given.previous?.buckets[at];
          expect(bucket.previous?.start).toBe(then?.start);
          for (const [index, line] of series.lines.entries()) {
            const same = given.previous?.series.find(({ rest, values }) =>
              line.isRest ? rest : values[0] === line.values[0],
            );
            const point = same?.points[at];
            if (point !== undefined && (point.priced > 0 || point.unpriced === 0)) {
              expect(line.previous?.[at]).toBe(point.spend);
            }
            if (then === undefined) expect(rows[at]?.before[index]).toBe(null);
          }
        }
      }),
    );
  });

  it("has no line for the rest of what can't be told from a sum", () => {
    fc.assert(
      fc.property(answer, fc.constantFrom("users", "p50_ms", "p95_ms"), (given, measure) => {
        const { lines, totals } = exploreSeries(given, measure, false);
        expect(lines.some((line) => line.isRest)).toBe(false);
        expect(totals.every((total) => total === null)).toBe(true);
      }),
    );
  });
});

describe("a sum of values", () => {
  it("is the sum to the nano, and unknown as soon as one part is", () => {
    fc.assert(
      fc.property(fc.array(fc.option(money, { nil: null })), (parts) => {
        const sum = sumOf(parts.map((part) => (part === null ? null : formatNano(part))));
        const known = parts.filter((part) => part !== null);
        expect(sum).toBe(
          known.length < parts.length ? null : formatNano(known.reduce((a, b) => a + b, 0n)),
        );
      }),
    );
  });
});
