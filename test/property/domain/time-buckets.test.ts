import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bucketStarts,
  INTERVALS,
  nextStart,
  previousPeriod,
  WEEK_STARTS,
} from "../../../domain/time-buckets.ts";
import { openZone } from "../../../domain/time-zone.ts";

const ZONES = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Africa/Casablanca",
];
const HOUR = 3_600_000;
const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
const zoneName = fc.constantFrom(...ZONES);

describe("time buckets, in every zone and over every change of clocks", () => {
  it("cover a range without gap or overlap", () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 40 * 24 }),
        fc.constantFrom(...INTERVALS),
        zoneName,
        fc.constantFrom(...WEEK_STARTS),
        (fromMs, hours, interval, name, weekStart) => {
          const range = { fromMs, toMs: fromMs + hours * HOUR };
          const starts = bucketStarts(range, interval, name, weekStart);
          const zone = openZone(name);
          expect(starts[0]).toBeLessThanOrEqual(range.fromMs);
          for (const [index, start] of starts.entries()) {
            const next = nextStart(start, interval, zone);
            expect(next).toBeGreaterThan(start);
            if (index + 1 < starts.length) expect(starts[index + 1]).toBe(next);
            else expect(next).toBeGreaterThanOrEqual(range.toMs);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("start days at midnight on the wall, or where a skipped midnight ends", () => {
    fc.assert(
      fc.property(instant, zoneName, (fromMs, name) => {
        const zone = openZone(name);
        for (const start of bucketStarts({ fromMs, toMs: fromMs + 72 * HOUR }, "day", name)) {
          const wall = zone.wallAt(start);
          const justBefore = zone.wallAt(start - 1000);
          expect(justBefore.day).not.toBe(wall.day);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("bring an instant back from its wall time, or one hour-change away when shown twice", () => {
    fc.assert(
      fc.property(instant, zoneName, (at, name) => {
        const zone = openZone(name);
        const second = Math.floor(at / 1000) * 1000;
        const back = zone.instantOf(zone.wallAt(second));
        expect(zone.wallAt(back)).toEqual(zone.wallAt(second));
        expect(back).toBeLessThanOrEqual(second);
      }),
      { numRuns: 300 },
    );
  });

  it("compare with a previous period that ends where this one begins", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 60 }), zoneName, (at, days, name) => {
        const [from] = bucketStarts({ fromMs: at, toMs: at + 1 }, "day", name);
        const to = bucketStarts({ fromMs: at, toMs: at + days * 24 * HOUR }, "day", name).at(-1);
        fc.pre(from !== undefined && to !== undefined && to > from);
        const range = { fromMs: from ?? 0, toMs: to ?? 0 };
        const before = previousPeriod(range, name, "previous");
        expect(before.toMs).toBe(range.fromMs);
        const count = (r: typeof range) => bucketStarts(r, "day", name).length;
        expect(count(before)).toBe(count(range));
      }),
      { numRuns: 100 },
    );
  });

  it("compare Mondays with Mondays, in the last such period that lies before, across changes of clocks", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 60 }), zoneName, (at, days, name) => {
        const [from] = bucketStarts({ fromMs: at, toMs: at + 1 }, "day", name);
        const to = bucketStarts({ fromMs: at, toMs: at + days * 24 * HOUR }, "day", name).at(-1);
        fc.pre(from !== undefined && to !== undefined && to > from);
        const range = { fromMs: from ?? 0, toMs: to ?? 0 };
        const before = previousPeriod(range, name, "weekday");
        const zone = openZone(name);
        const dayOf = (atMs: number) => {
          const { year, month, day } = zone.wallAt(atMs);
          return Date.UTC(year, month - 1, day) / (24 * HOUR);
        };
        const apart = dayOf(range.fromMs) - dayOf(before.fromMs);
        const length = dayOf(range.toMs) - dayOf(range.fromMs);
        expect(apart % 7).toBe(0);
        expect(dayOf(range.toMs) - dayOf(before.toMs)).toBe(apart);
        expect(apart).toBeGreaterThanOrEqual(length);
        expect(apart).toBeLessThan(length + 7);
      }),
      { numRuns: 200 },
    );
  });
});

describe("time buckets, by example", () => {
  it("count 23 and 25 hours on the days when clocks change in Paris", () => {
    const day = (y: number, m: number, d: number) => {
      const zone = openZone("Europe/Paris");
      const start = zone.instantOf({ year: y, month: m, day: d, hour: 0, minute: 0, second: 0 });
      return (nextStart(start, "day", zone) - start) / HOUR;
    };
    expect(day(2026, 3, 29)).toBe(23);
    expect(day(2026, 10, 25)).toBe(25);
  });

  it("start days at 18:15 UTC in Kathmandu", () => {
    const [start = 0] = bucketStarts(
      { fromMs: Date.UTC(2026, 10, 22), toMs: Date.UTC(2026, 10, 22) + 1 },
      "day",
      "Asia/Kathmandu",
    );
    expect(new Date(start).toISOString()).toBe("2026-11-21T18:15:00.000Z");
  });
});
