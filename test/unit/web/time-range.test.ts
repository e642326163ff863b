import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  intervalFor,
  localDate,
  parseLocalDate,
  resolveRange,
  shiftRange,
} from "../../../web/view/time-range.ts";
import type { RangeName } from "../../../web/view/view-search.ts";

const HOUR_MS = 3_600_000;
const now = Date.parse("2026-11-22T13:20:00Z");
const iso = (range: RangeName, zone: string, nowMs = now) => {
  const { fromMs, toMs } = resolveRange({ range, from: null, to: null }, zone, nowMs);
  return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
};

describe("a range", () => {
  it("ends with the running day of the zone and begins whole days before", () => {
    expect(iso("7d", "Europe/Paris")).toEqual([
      "2026-11-15T23:00:00.000Z",
      "2026-11-22T23:00:00.000Z",
    ]);
    expect(iso("7d", "Asia/Kathmandu")).toEqual([
      "2026-11-15T18:15:00.000Z",
      "2026-11-22T18:15:00.000Z",
    ]);
  });

  it("counts days, not 24 hours, across a change of clocks", () => {
    const [from, to] = iso("7d", "Europe/Paris", Date.parse("2026-10-27T12:00:00Z"));
    expect((Date.parse(to ?? "") - Date.parse(from ?? "")) / HOUR_MS).toBe(7 * 24 + 1);
  });

  it("is whole hours for the last 24", () => {
    expect(iso("24h", "UTC")).toEqual(["2026-11-21T14:00:00.000Z", "2026-11-22T14:00:00.000Z"]);
  });

  it("begins on the first of the month, the quarter, the year and eleven months back", () => {
    expect(iso("mtd", "UTC")[0]).toBe("2026-11-01T00:00:00.000Z");
    expect(iso("qtd", "UTC")[0]).toBe("2026-10-01T00:00:00.000Z");
    expect(iso("ytd", "UTC")[0]).toBe("2026-01-01T00:00:00.000Z");
    expect(iso("12m", "UTC")[0]).toBe("2025-12-01T00:00:00.000Z");
  });

  it("includes both days of a custom choice, and falls back to 30 days when the dates are no dates", () => {
    const custom = { range: "custom", from: "2026-02-01", to: "2026-02-03" } as const;
    const { fromMs, toMs } = resolveRange(custom, "UTC", now);
    expect([fromMs, toMs]).toEqual([Date.parse("2026-02-01Z"), Date.parse("2026-02-04Z")]);
    const wrong = resolveRange({ ...custom, from: "2026-02-31" }, "UTC", now);
    expect(wrong).toEqual(resolveRange({ range: "30d", from: null, to: null }, "UTC", now));
  });

  it("comes back when moved earlier and later again", () => {
    const zones = fc.constantFrom("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu");
    const day = fc.integer({ min: 0, max: 900 });
    fc.assert(
      fc.property(zones, day, fc.integer({ min: 0, max: 60 }), (zone, start, length) => {
        const date = (days: number) =>
          new Date(Date.parse("2024-06-01Z") + days * 24 * HOUR_MS).toISOString().slice(0, 10);
        const choice = { range: "custom", from: date(start), to: date(start + length) } as const;
        const here = resolveRange(choice, zone, now);
        const before = resolveRange(shiftRange(here, zone, -1), zone, now);
        expect(before.toMs).toBe(here.fromMs);
        expect(shiftRange(before, zone, 1)).toEqual(choice);
      }),
    );
  });

  it("is drawn with at most about 120 points", () => {
    const points = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, month: 720 * HOUR_MS };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 * 366 * 3 }), (hours) => {
        const range = { fromMs: now, toMs: now + hours * HOUR_MS };
        expect((hours * HOUR_MS) / points[intervalFor(range)]).toBeLessThanOrEqual(121);
      }),
    );
  });

  it("knows a local date from any other text", () => {
    expect(
      localDate(parseLocalDate("2026-03-29", "Europe/Paris")?.getTime() ?? 0, "Europe/Paris"),
    ).toBe("2026-03-29");
    expect(parseLocalDate("2026-13-01", "UTC")).toBeNull();
    expect(parseLocalDate("yesterday", "UTC")).toBeNull();
    expect(parseLocalDate(null, "UTC")).toBeNull();
  });
});
