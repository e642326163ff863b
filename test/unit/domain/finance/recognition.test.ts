import { describe, expect, it } from "vitest";
import { formatDay, openCalendar, parseDay } from "../../../../domain/finance/calendar-day.ts";
import {
  recognise,
  recognisedWithin,
  recognitionDays,
} from "../../../../domain/finance/recognition.ts";
import { parseNano } from "../../../../domain/money.ts";

function daysOf(from: string, to: string, zone: string): [string, string, number] {
  const period = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  const { first, end } = recognitionDays({ occurredMs: 0, period }, openCalendar(zone));
  return [formatDay(first), formatDay(end - 1), end - first];
}

describe("the days of a period", () => {
  it("leave out the day that begins where the period ends", () => {
    expect(
      daysOf("2026-01-15T00:00:00+01:00", "2026-02-15T00:00:00+01:00", "Europe/Paris"),
    ).toEqual(["2026-01-15", "2026-02-14", 31]);
  });

  it("count both ends when the period begins and ends within a day", () => {
    expect(daysOf("2026-01-15T09:30:00Z", "2026-02-15T09:30:00Z", "UTC")).toEqual([
      "2026-01-15",
      "2026-02-15",
      32,
    ]);
  });

  it("are the days of the zone that asks", () => {
    // The same month bought in Paris: in UTC it begins an hour before midnight, so on one day more.
    expect(daysOf("2026-01-15T00:00:00+01:00", "2026-02-15T00:00:00+01:00", "UTC")).toEqual([
      "2026-01-14",
      "2026-02-14",
      32,
    ]);
  });

  it("with 23 and with 25 hours are one day each", () => {
    expect(
      daysOf("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "Europe/Paris"),
    ).toEqual(["2026-03-29", "2026-03-29", 1]);
    expect(
      daysOf("2026-10-24T00:00:00+02:00", "2026-10-27T00:00:00+01:00", "Europe/Paris"),
    ).toEqual(["2026-10-24", "2026-10-26", 3]);
  });

  it("start where a skipped midnight ends", () => {
    // São Paulo, 4 November 2018: the clocks went from 00:00 to 01:00.
    expect(daysOf("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z", "America/Sao_Paulo")).toEqual([
      "2018-11-04",
      "2018-11-04",
      1,
    ]);
  });

  it("are none for a period that does not end after it began", () => {
    expect(() => daysOf("2026-01-15T00:00:00Z", "2026-01-15T00:00:00Z", "UTC")).toThrow(RangeError);
  });
});

describe("recognition by hand", () => {
  it("splits 10.00 over three days into thirds, the odd nano on the first", () => {
    const parts = recognise(parseNano("10"), { first: 20_000, end: 20_003 });
    expect(parts.map((part) => part.amount)).toEqual([
      3_333_333_334n,
      3_333_333_333n,
      3_333_333_333n,
    ]);
  });

  it("splits a refund of 0.000000005 over three days as 2, 2 and 1 nano back", () => {
    const parts = recognise(-5n, { first: 20_000, end: 20_003 });
    expect(parts.map((part) => part.amount)).toEqual([-2n, -2n, -1n]);
  });

  it("puts 17 of a month's 31 days into January", () => {
    const first = parseDay("2026-01-15") ?? 0;
    const january = { first: parseDay("2026-01-01") ?? 0, end: parseDay("2026-02-01") ?? 0 };
    // 31.00 is 1.00 a day.
    expect(recognisedWithin(parseNano("31"), { first, end: first + 31 }, january)).toBe(
      parseNano("17"),
    );
  });
});

describe("a day", () => {
  it.each(["2026-02-30", "2026-2-3", "26-02-03", "2026-13-01", "", "2026-02-03T00:00:00Z"])(
    "is not %j",
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it("is read back as it was written", () => {
    expect(parseDay("1970-01-02")).toBe(1);
    expect(formatDay(parseDay("2024-02-29") ?? 0)).toBe("2024-02-29");
  });
});
