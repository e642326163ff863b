import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALLOCATION_RULES,
  allocateRevenue,
  type Allocation,
} from "../../../domain/finance/allocation.ts";

const nano = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const rule = fc.constantFrom(...ALLOCATION_RULES);
const activity = fc.record({
  generations: fc.nat(1_000_000),
  spend: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 18n }),
  activeDays: fc.nat(366),
  weight: fc.bigInt({ min: 0n, max: 10n ** 12n }),
});
const groups = fc
  .dictionary(fc.string({ maxLength: 6 }), activity, { maxKeys: 12 })
  .map((record) => new Map(Object.entries(record)));

function sumOf({ parts, unallocated }: Allocation): bigint {
  return [...parts.values()].reduce((a, b) => a + b, unallocated);
}

describe("allocated revenue, for all rules, amounts and groups", () => {
  it("sums with what is left to the whole, to the nano", () => {
    fc.assert(
      fc.property(nano, rule, groups, (amount, by, activities) => {
        const allocation = allocateRevenue(amount, by, activities);
        expect(sumOf(allocation)).toBe(amount);
        expect([...allocation.parts.keys()].toSorted()).toEqual([...activities.keys()].toSorted());
      }),
    );
  });

  it("is either spread in full or left in full, with a reason", () => {
    fc.assert(
      fc.property(nano, rule, groups, (amount, by, activities) => {
        const { parts, unallocated, reason } = allocateRevenue(amount, by, activities);
        fc.pre(amount !== 0n);
        if (unallocated === 0n) expect(reason).toBeNull();
        else {
          expect(unallocated).toBe(amount);
          expect(reason).toBe(by === "none" ? "no_rule" : "no_weight");
          expect([...parts.values()].every((part) => part === 0n)).toBe(true);
        }
      }),
    );
  });

  it("is the same in whatever order the groups come", () => {
    fc.assert(
      fc.property(nano, rule, groups, (amount, by, activities) => {
        const reversed = new Map([...activities].toReversed());
        const one = [...allocateRevenue(amount, by, activities).parts];
        expect([...allocateRevenue(amount, by, reversed).parts]).toEqual(one);
      }),
    );
  });

  it("gives nothing to a group that weighs nothing", () => {
    fc.assert(
      fc.property(nano, groups, (amount, activities) => {
        const { parts } = allocateRevenue(amount, "usage", activities);
        const idle = [...activities].filter(([, each]) => each.generations === 0);
        expect(idle.every(([name]) => parts.get(name) === 0n)).toBe(true);
      }),
    );
  });
});
