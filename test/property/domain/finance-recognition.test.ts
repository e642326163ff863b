import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar } from "../../../domain/finance/calendar-day.ts";
import {
  recognise,
  recognisedWithin,
  recognitionDays,
} from "../../../domain/finance/recognition.ts";
import { bucketStarts } from "../../../domain/time-buckets.ts";

const ZONES = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "America/Sao_Paulo",
  "Africa/Casablanca",
];
const calendars = new Map(ZONES.map((name) => [name, openCalendar(name)]));
const calendarOf = (name: string) => calendars.get(name) ?? openCalendar(name);

const nano = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const zoneName = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
const period = fc
  .tuple(instant, fc.integer({ min: 1, max: 400 * 86_400_000 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const days = fc
  .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 800 }))
  .map(([first, length]) => ({ first, end: first + length }));

describe("recognition, for all amounts, periods and zones", () => {
  it("counts exactly the calendar days that the period touches, over every change of clocks", () => {
    fc.assert(
      fc.property(period, zoneName, (range, name) => {
        const { first, end } = recognitionDays({ occurredMs: 0, period: range }, calendarOf(name));
        expect(end - first).toBe(bucketStarts(range, "day", name).length);
        expect(first).toBe(calendarOf(name).dayOf(range.fromMs));
      }),
      { numRuns: 200 },
    );
  });

  it("gives days that sum to the whole and differ by at most one nano, the larger ones first", () => {
    fc.assert(
      fc.property(nano, days, (amount, span) => {
        const parts = recognise(amount, span);
        expect(parts.map((part) => part.day)).toEqual(
          Array.from({ length: span.end - span.first }, (_, index) => span.first + index),
        );
        expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(amount);
        const sizes = parts.map((part) => (amount < 0n ? -part.amount : part.amount));
        expect((sizes[0] ?? 0n) - (sizes.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
        expect(sizes.every((size, index) => index === 0 || size <= (sizes[index - 1] ?? 0n))).toBe(
          true,
        );
      }),
    );
  });

  it("takes a refund back on the very days on which the payment was recognised", () => {
    fc.assert(
      fc.property(nano, days, (amount, span) => {
        const back = recognise(-amount, span).map((part) => -part.amount);
        expect(back).toEqual(recognise(amount, span).map((part) => part.amount));
      }),
    );
  });

  it("says of any stretch of days what its days sum to", () => {
    fc.assert(
      fc.property(nano, days, days, (amount, span, within) => {
        const walked = recognise(amount, span)
          .filter(({ day }) => day >= within.first && day < within.end)
          .reduce((sum, part) => sum + part.amount, 0n);
        expect(recognisedWithin(amount, span, within)).toBe(walked);
      }),
    );
  });

  it("loses and doubles nothing when time is cut into reports, wherever the cuts lie", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 31_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(nano, days, cuts, (amount, span, inner) => {
        const edges = [-1, ...inner.toSorted((a, b) => a - b), 40_000];
        const parts = edges
          .slice(1)
          .map((end, index) => recognisedWithin(amount, span, { first: edges[index] ?? 0, end }));
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(amount);
      }),
    );
  });

  it("puts an amount without a period on its own day", () => {
    fc.assert(
      fc.property(instant, zoneName, (occurredMs, name) => {
        const day = calendarOf(name).dayOf(occurredMs);
        const span = recognitionDays({ occurredMs, period: null }, calendarOf(name));
        expect(span).toEqual({ first: day, end: day + 1 });
      }),
    );
  });
});
