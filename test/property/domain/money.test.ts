import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../../../domain/allocate.ts";
import { divideRounded, formatNano, multiplyNano, parseNano } from "../../../domain/money.ts";

const nano = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

describe("money, for all amounts", () => {
  it("reads back what it writes", () => {
    fc.assert(fc.property(nano, (amount) => parseNano(formatNano(amount)) === amount));
  });

  it("divides to the nearest, never further than half a unit off", () => {
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(nano, divisor, (amount, by) => {
        const off = divideRounded(amount, by) * by - amount;
        return (off < 0n ? -off : off) * 2n <= by;
      }),
    );
  });

  it("multiplies the same way round both ways and on both sides of zero", () => {
    fc.assert(
      fc.property(nano, nano, (a, b) => {
        expect(multiplyNano(a, b)).toBe(multiplyNano(b, a));
        expect(multiplyNano(-a, b)).toBe(-multiplyNano(a, b));
      }),
    );
  });
});

describe("allocate, for all totals and weights", () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), {
    minLength: 1,
    maxLength: 40,
  });

  it("gives parts that sum to the whole", () => {
    fc.assert(
      fc.property(nano, weights, (total, shares) => {
        expect(allocate(total, shares).reduce((a, b) => a + b, 0n)).toBe(total);
      }),
    );
  });

  it("keeps each part within one nano of its exact share", () => {
    fc.assert(
      fc.property(nano, weights, (total, shares) => {
        const sum = shares.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        for (const [index, part] of allocate(total, shares).entries()) {
          const off = part * sum - total * (shares[index] ?? 0n);
          expect((off < 0n ? -off : off) < sum).toBe(true);
        }
      }),
    );
  });

  it("gives nothing to who weighs nothing", () => {
    fc.assert(
      fc.property(nano, weights, (total, shares) => {
        fc.pre(shares.some((share) => share > 0n));
        const parts = allocate(total, shares);
        expect(shares.every((share, index) => share > 0n || parts[index] === 0n)).toBe(true);
      }),
    );
  });
});
