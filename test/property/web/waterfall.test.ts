import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { waterfall } from "../../../web/series/waterfall.ts";
import { measuresOf } from "../../support/web-measures.ts";

const money = fc.bigInt({ min: 0n, max: 10n ** 15n });
const figures = fc
  .record({
    ofUse: money,
    wasted: fc.tuple(money, money, money, money),
    // A refund can make a period's revenue negative.
    revenue: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }), { nil: null }),
  })
  .map(({ ofUse, wasted, revenue }) => ({
    ...measuresOf({ spend: wasted.reduce((sum, part) => sum + part, ofUse), revenue }),
    waste_by_cause: Object.fromEntries(
      WASTE_CAUSES.map((cause, index) => [cause, formatNano(wasted[index] ?? 0n)]),
    ),
  }));

describe("the way from revenue to margin", () => {
  it("sums to the margin, or to the spend where revenue is unknown, to the nano", () => {
    fc.assert(
      fc.property(figures, (measures) => {
        const steps = waterfall(measures) ?? [];
        const total = steps.at(-1);
        const parts = steps.slice(0, -1).reduce((sum, step) => sum + parseNano(step.amount), 0n);
        expect(total?.isTotal).toBe(true);
        expect(parseNano(total?.amount ?? "1")).toBe(parts);
        const whole = measures.margin ?? formatNano(-parseNano(measures.spend));
        expect(total?.amount).toBe(whole);
        expect(total?.part).toBe(measures.revenue === null ? "spend" : "margin");
        expect(steps.some(({ part }) => part === "revenue")).toBe(measures.revenue !== null);
      }),
    );
  });

  it("draws every step where the one before it ended, inside of its room", () => {
    fc.assert(
      fc.property(figures, (measures) => {
        const steps = waterfall(measures) ?? [];
        let end = steps[0]?.zero ?? 0;
        for (const { amount, isTotal, from, to, zero } of steps) {
          expect(Math.min(from, zero)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(to, zero)).toBeLessThanOrEqual(1 + 1e-9);
          const [start, stop] = parseNano(amount) < 0n ? [to, from] : [from, to];
          expect(start).toBeCloseTo(isTotal ? zero : end, 6);
          if (isTotal) expect(stop).toBeCloseTo(end, 6);
          end = stop;
        }
      }),
    );
  });

  it("is unknown where no cost is, and not 0", () => {
    const unpriced = measuresOf({ spend: 0n, generations: 3, unpriced: 3 });
    expect(waterfall(unpriced)).toBeNull();
  });
});
