import { describe, expect, it } from "vitest";
import type { CalendarUnit, QuotaWindow } from "../../../../domain/quota/rule.ts";
import { windowAt, windowKey, windowText, zoneCache } from "../../../../domain/quota/window.ts";

const HOUR = 3_600_000;
const open = zoneCache();

/** The window's start and end in ISO 8601, and its length in hours. */
function bounds(unit: CalendarUnit, tz: string, at: string) {
  const { startMs, endMs } = windowAt({ kind: "calendar", unit, tz }, Date.parse(at), open);
  const end = endMs ?? Number.NaN;
  const iso = (ms: number) => new Date(ms).toISOString().replace(":00.000Z", "Z");
  return [iso(startMs), iso(end), (end - startMs) / HOUR];
}

describe("the window of a rule", () => {
  it("is a day of 23 or 25 hours in Paris when its clocks change, and of 24 the day after", () => {
    const day = (at: string) => bounds("day", "Europe/Paris", at);
    expect(day("2026-03-29T12:00Z")).toEqual(["2026-03-28T23:00Z", "2026-03-29T22:00Z", 23]);
    expect(day("2026-03-30T12:00Z")).toEqual(["2026-03-29T22:00Z", "2026-03-30T22:00Z", 24]);
    expect(day("2026-10-25T12:00Z")).toEqual(["2026-10-24T22:00Z", "2026-10-25T23:00Z", 25]);
    expect(day("2026-10-26T12:00Z")).toEqual(["2026-10-25T23:00Z", "2026-10-26T23:00Z", 24]);
  });

  it("keeps the two hours apart that the clock shows as one", () => {
    const hour = (at: string) => bounds("hour", "Europe/Paris", at);
    expect(hour("2026-10-25T00:30Z")).toEqual(["2026-10-25T00:00Z", "2026-10-25T01:00Z", 1]);
    expect(hour("2026-10-25T01:30Z")).toEqual(["2026-10-25T01:00Z", "2026-10-25T02:00Z", 1]);
  });

  it("holds its first instant and not the first one of the next", () => {
    const day = (at: string) => bounds("day", "Europe/Paris", at)[0];
    expect(day("2026-11-21T22:59:59.999Z")).toBe("2026-11-20T23:00Z");
    expect(day("2026-11-21T23:00:00.000Z")).toBe("2026-11-21T23:00Z");
    expect(day("2026-11-22T22:59:59.999Z")).toBe("2026-11-21T23:00Z");
  });

  it("is a week from Monday, across the end of a year and a change of clocks", () => {
    expect(bounds("week", "UTC", "2027-01-01T12:00Z")).toEqual([
      "2026-12-28T00:00Z",
      "2027-01-04T00:00Z",
      168,
    ]);
    expect(bounds("week", "Europe/Paris", "2026-03-29T21:59Z")[2]).toBe(167);
  });

  it("is a whole month, whatever its length", () => {
    const month = (at: string) => bounds("month", "UTC", at);
    expect(month("2028-02-29T23:59Z")).toEqual(["2028-02-01T00:00Z", "2028-03-01T00:00Z", 29 * 24]);
    expect(month("2027-02-28T23:59Z")[2]).toBe(28 * 24);
    expect(month("2026-12-31T23:59Z")).toEqual(["2026-12-01T00:00Z", "2027-01-01T00:00Z", 31 * 24]);
    expect(bounds("month", "Europe/Paris", "2026-10-31T22:59Z")[2]).toBe(31 * 24 + 1);
  });

  it("begins where the zone's own hours and days do, off UTC's hour too", () => {
    expect(bounds("hour", "Asia/Kolkata", "2026-11-22T10:45Z")[0]).toBe("2026-11-22T10:30Z");
    expect(bounds("day", "Asia/Kolkata", "2026-11-22T18:29Z")[0]).toBe("2026-11-21T18:30Z");
    expect(bounds("day", "Asia/Kathmandu", "2026-11-22T18:15Z")[0]).toBe("2026-11-22T18:15Z");
    expect(bounds("day", "Australia/Lord_Howe", "2026-10-04T00:00Z")[2]).toBe(23.5);
    expect(bounds("day", "Australia/Lord_Howe", "2026-04-05T00:00Z")[2]).toBe(24.5);
  });

  it("is one bucket without an end when it rolls or lasts for ever", () => {
    const whole = { startMs: 0, endMs: null };
    expect(windowAt({ kind: "rolling", seconds: 3_600 }, Date.now(), open)).toEqual(whole);
    expect(windowAt({ kind: "lifetime" }, Date.now(), open)).toEqual(whole);
  });

  it("opens each zone once", () => {
    const opened = zoneCache();
    expect(opened("Asia/Tokyo")).toBe(opened("Asia/Tokyo"));
    expect(opened("Asia/Tokyo")).not.toBe(opened("Asia/Seoul"));
  });

  const windows: readonly (readonly [QuotaWindow, string, string])[] = [
    [{ kind: "calendar", unit: "day", tz: "Europe/Paris" }, "day:Europe/Paris", "a day"],
    [{ kind: "calendar", unit: "month", tz: "UTC" }, "month:UTC", "a month"],
    [{ kind: "rolling", seconds: 86_400 }, "rolling:86400", "in any day"],
    [{ kind: "rolling", seconds: 7_200 }, "rolling:7200", "in any 2 hours"],
    [{ kind: "rolling", seconds: 90 * 60 }, "rolling:5400", "in any 90 minutes"],
    [{ kind: "rolling", seconds: 61 }, "rolling:61", "in any 61 seconds"],
    [{ kind: "lifetime" }, "lifetime", "in all"],
  ];
  it.each(windows)(
    "%j is the same as another only when both are %s, and reads %j",
    (window, key, text) => {
      expect(windowKey(window)).toBe(key);
      expect(windowText(window)).toBe(text);
    },
  );
});
