import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_RATE_AGE_DAYS, openFxTable } from "../../../domain/finance/fx.ts";
import { formatRate, parseRate, RATE_UNIT, type FxRate } from "../../../domain/finance/fx-rate.ts";

const nano = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
/** From a millionth to a million. */
const rate = fc.bigInt({ min: 10n ** 6n, max: 10n ** 18n });
const day = fc.integer({ min: 10_000, max: 40_000 });

const magnitude = (value: bigint) => (value < 0n ? -value : value);

function amountOf(
  table: ReturnType<typeof openFxTable>,
  amount: bigint,
  from: string,
  to: string,
  on: number,
): bigint {
  const result = table.convert(amount, from, to, on);
  if (result.kind === "missing") throw new Error(`missing: ${result.reason}`);
  return result.amount;
}

describe("conversion, for all amounts and rates", () => {
  it("rounds once: the answer is within half a nano of the exact one, directly, inversely and across", () => {
    fc.assert(
      fc.property(nano, rate, rate, day, (amount, first, second, on) => {
        const table = openFxTable([
          { day: on, base: "EUR", quote: "CHF", rate: first },
          { day: on, base: "EUR", quote: "JPY", rate: second },
        ]);
        const offBy = (answer: bigint, numerator: bigint, denominator: bigint) =>
          magnitude(answer * denominator - amount * numerator) * 2n <= denominator;
        expect(offBy(amountOf(table, amount, "EUR", "CHF", on), first, RATE_UNIT)).toBe(true);
        expect(offBy(amountOf(table, amount, "CHF", "EUR", on), RATE_UNIT, first)).toBe(true);
        expect(offBy(amountOf(table, amount, "CHF", "JPY", on), second, first)).toBe(true);
      }),
    );
  });

  it("there and back is off by at most half a nano and half a nano over the rate", () => {
    fc.assert(
      fc.property(nano, rate, day, (amount, one, on) => {
        const table = openFxTable([{ day: on, base: "EUR", quote: "USD", rate: one }]);
        const there = amountOf(table, amount, "EUR", "USD", on);
        const back = amountOf(table, there, "USD", "EUR", on);
        // |back − amount| ≤ 1/2 + 1/(2r), multiplied by 2r.
        expect(magnitude(back - amount) * 2n * one <= one + RATE_UNIT).toBe(true);
      }),
    );
  });

  it("of a sum differs from the sum of conversions by at most half a nano for each part", () => {
    fc.assert(
      fc.property(
        fc.array(nano, { minLength: 1, maxLength: 50 }),
        rate,
        day,
        (amounts, one, on) => {
          const table = openFxTable([{ day: on, base: "USD", quote: "EUR", rate: one }]);
          const whole = amounts.reduce((a, b) => a + b, 0n);
          const summed = amounts.reduce((a, b) => a + amountOf(table, b, "USD", "EUR", on), 0n);
          const off = amountOf(table, whole, "USD", "EUR", on) - summed;
          expect(magnitude(off) * 2n).toBeLessThanOrEqual(BigInt(amounts.length));
        },
      ),
    );
  });

  it("of a refund takes back exactly what the payment gave", () => {
    fc.assert(
      fc.property(nano, rate, day, (amount, one, on) => {
        const table = openFxTable([{ day: on, base: "EUR", quote: "USD", rate: one }]);
        const paid = amountOf(table, amount, "USD", "EUR", on);
        expect(amountOf(table, -amount, "USD", "EUR", on)).toBe(-paid);
      }),
    );
  });

  it("takes the last rate up to the day, none from the future and none that is too old", () => {
    const history = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 90 }), (days, on) => {
        // The rate of day n is n + 1: the answer says which one was taken.
        const rates: FxRate[] = days.map((each) => ({
          day: each,
          base: "EUR",
          quote: "USD",
          rate: RATE_UNIT * BigInt(each + 1),
        }));
        const last = Math.max(-1, ...days.filter((each) => each <= on));
        const answer = openFxTable(rates).convert(1n, "EUR", "USD", on);
        if (last < 0) expect(answer).toEqual({ kind: "missing", reason: "no_rate" });
        else if (on - last > MAX_RATE_AGE_DAYS) {
          expect(answer).toEqual({ kind: "missing", reason: "rate_too_old" });
        } else expect(answer).toEqual({ kind: "converted", amount: BigInt(last + 1) });
      }),
    );
  });

  it("between a currency and itself needs no rate and changes nothing", () => {
    fc.assert(
      fc.property(nano, day, (amount, on) => {
        expect(openFxTable([]).convert(amount, "CHF", "CHF", on)).toEqual({
          kind: "converted",
          amount,
        });
      }),
    );
  });

  it("reads back the rate that it writes", () => {
    fc.assert(fc.property(rate, (one) => parseRate(formatRate(one)) === one));
  });
});
