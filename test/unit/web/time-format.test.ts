import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatDuration,
  formatExactInstant,
  formatRange,
} from "../../../web/format/time.ts";

const plain = (text: string): string => text.replaceAll(/[\u00a0\u2009\u202f]/g, " ");

describe("time on the page", () => {
  it("is written in the reader's zone", () => {
    const at = "2026-11-22T23:30:00.250Z";
    expect(plain(formatExactInstant("en-US", "Europe/Paris", at))).toBe(
      "Nov 23, 2026, 12:30:00.250 AM",
    );
    expect(plain(formatExactInstant("fr-FR", "UTC", at))).toBe("22 nov. 2026, 23:30:00,250");
  });

  it("names the last day of a half-open range, not the day after it", () => {
    const [from, to] = [Date.parse("2026-10-31T23:00Z"), Date.parse("2026-11-30T23:00Z")];
    expect(plain(formatRange("en-US", "Europe/Paris", from, to))).toBe("Nov 1 – 30, 2026");
  });

  it("names the hours of a range that is not made of whole days", () => {
    const [from, to] = [Date.parse("2026-11-21T14:00Z"), Date.parse("2026-11-22T14:00Z")];
    expect(plain(formatRange("en-US", "UTC", from, to))).toBe("Nov 21, 2:00 PM – Nov 22, 2:00 PM");
  });

  it.each([
    [0, "0 ms"],
    [312, "312 ms"],
    [41_050, "41.1 s"],
    [125_000, "2 min 05 s"],
    [7_800_000, "2 h 10 min"],
  ])("writes %i ms as %s", (ms, text) => {
    expect(formatDuration("en-US", ms)).toBe(text);
  });

  it("says how long ago", () => {
    const at = Date.parse("2026-11-22T12:00:00Z");
    expect(formatAgo("en-US", at, at + 5_000)).toBe("5 sec. ago");
    expect(plain(formatAgo("fr-FR", at, at + 7_200_000))).toBe("il y a 2 h");
  });
});
