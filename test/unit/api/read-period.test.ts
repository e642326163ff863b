import { describe, expect, it } from "vitest";
import { ApiError } from "../../../api/http/api-error.ts";
import { readPeriod } from "../../../api/analytics/read-period.ts";

const NOW = Date.parse("2026-03-29T10:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

function fieldOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error.errors[0]?.field ?? "";
    throw error;
  }
  return "";
}

describe("the period of a question", () => {
  it("takes a date as the start of that day in the zone, half-hour zones included", () => {
    const { range } = readPeriod(
      { from: "2026-01-01", to: "2026-01-02", tz: "Asia/Kathmandu" },
      "UTC",
      NOW,
    );
    expect(iso(range.fromMs)).toBe("2025-12-31T18:15:00.000Z");
    expect(iso(range.toMs)).toBe("2026-01-01T18:15:00.000Z");
  });

  it("covers 30 days up to the end of today when nothing is said, over a change of clocks", () => {
    const { range, timeZone } = readPeriod({}, "Europe/Paris", NOW);
    expect(timeZone).toBe("Europe/Paris");
    expect(iso(range.toMs)).toBe("2026-03-29T22:00:00.000Z");
    expect(iso(range.fromMs)).toBe("2026-02-27T23:00:00.000Z");
  });

  it("keeps an instant as it is", () => {
    const { range } = readPeriod(
      { from: "2026-01-01T05:30:00.250+05:30", to: "2026-01-02" },
      "UTC",
      NOW,
    );
    expect(iso(range.fromMs)).toBe("2026-01-01T00:00:00.250Z");
  });

  it.each([
    [{ tz: "Mars/Olympus" }, "tz"],
    [{ tz: "+05:30" }, "tz"],
    [{ tz: "" }, "tz"],
    [{ from: "yesterday" }, "from"],
    [{ from: "2026-02-30" }, "from"],
    [{ from: "2026-02-30T00:00:00Z" }, "from"],
    [{ from: "2026-01-01T00:00:00" }, "from"],
    [{ to: "2026-13-01" }, "to"],
    [{ from: "2026-01-02", to: "2026-01-02" }, "to"],
    [{ from: "2026-01-03", to: "2026-01-02" }, "to"],
    [{ from: "1990-01-01", to: "2026-01-02" }, "from"],
    [{ from: "1890-01-01", to: "2026-01-02" }, "from"],
  ])("refuses %j naming %s", (query, field) => {
    expect(fieldOf(() => readPeriod(query, "UTC", NOW))).toBe(field);
  });
});
