import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingMonths, chargePeriod, monthOf } from "../../../domain/focus/charge-period.ts";
import { chargePrice } from "../../../domain/focus/charge-price.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { MAX_STORED_NANO, multiplyNano } from "../../../domain/money.ts";

const nano = fc.bigInt({ min: 0n, max: MAX_STORED_NANO });
const atMs = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
const zone = fc.constantFrom("UTC", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu");

describe("a charge", () => {
  it("is quantity × unit price whatever was booked, by the booked factors where those make the cost", () => {
    fc.assert(
      fc.property(nano, nano, nano, fc.constantFrom(...PRICE_UNITS), (units, amount, odd, unit) => {
        const product = multiplyNano(units, amount);
        for (const cost of [product, odd]) {
          const price = chargePrice({ cost, units, unit, unitAmount: amount });
          expect(multiplyNano(price.quantity, price.unitPrice)).toBe(cost);
        }
        const booked = chargePrice({ cost: product, units, unit, unitAmount: amount });
        expect([booked.quantity, booked.unitPrice]).toEqual([units, amount]);
        const reported = chargePrice({ cost: odd, units: null, unit: null, unitAmount: null });
        expect(multiplyNano(reported.quantity, reported.unitPrice)).toBe(odd);
      }),
    );
  });

  it("lasts at least a second, within the month of its zone in which it was created", () => {
    fc.assert(
      fc.property(atMs, fc.option(fc.integer({ min: -10, max: 1e9 })), zone, (at, lasts, tz) => {
        const months = billingMonths({ fromMs: at, toMs: at + 1 }, tz);
        const end = lasts === null ? null : at + lasts;
        const period = chargePeriod(at, end, monthOf(months, at));
        const [from, start, stop, to] = [
          period.billingStart,
          period.start,
          period.end,
          period.billingEnd,
        ].map((text) => Date.parse(text));
        expect(start).toBe(Math.floor(at / 1000) * 1000);
        expect(from).toBeLessThanOrEqual(start ?? 0);
        expect(start).toBeLessThan(stop ?? 0);
        expect(stop).toBeLessThanOrEqual(to ?? 0);
      }),
    );
  });
});
