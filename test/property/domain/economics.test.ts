import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEven, marginAt } from "../../../domain/economics/break-even.ts";
import { scaleTo } from "../../../domain/economics/scale.ts";
import {
  lessSpent,
  NO_SPENT,
  plusSpent,
  wasteOf,
  type Spent,
} from "../../../domain/economics/spent.ts";
import { unitEconomics } from "../../../domain/economics/unit-economics.ts";
import { formatNano, type Nano } from "../../../domain/money.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 27n });
const signed = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n });
const count = fc.integer({ min: 0, max: 1_000_000 });

const spent: fc.Arbitrary<Spent> = fc.record({
  generations: count,
  succeeded: count,
  delivered: count,
  priced: count,
  unpriced: count,
  inFlight: count,
  byBook: count,
  spend: amount,
  waste: fc.record({
    failed: amount,
    blocked: amount,
    never_downloaded: amount,
    duplicate: amount,
  }),
});

describe("payers and everyone else", () => {
  it("sum to the whole, in users, clips, spend, revenue and margin", () => {
    fc.assert(
      fc.property(
        spent,
        spent,
        count,
        count,
        signed,
        signed,
        (paying, others, a, b, paid, rest) => {
          const { payers, nonPayers, ...whole } = unitEconomics({
            spent: plusSpent(paying, others),
            direct: paid + rest,
            allocated: 0n,
            activeUsers: a + b,
            payers: { spent: paying, activeUsers: a, revenue: paid },
          });
          expect(payers.activeUsers + nonPayers.activeUsers).toBe(whole.activeUsers);
          expect(payers.generations + nonPayers.generations).toBe(whole.spent.generations);
          expect(payers.spend + nonPayers.spend).toBe(whole.spent.spend);
          expect((payers.revenue ?? 0n) + (nonPayers.revenue ?? 0n)).toBe(whole.direct);
          expect((payers.margin ?? 0n) + (nonPayers.margin ?? 0n)).toBe(whole.directMargin);
        },
      ),
    );
  });

  it("are taken apart as they were put together, and parts of waste sum to it", () => {
    fc.assert(
      fc.property(spent, spent, (one, other) => {
        const both = plusSpent(one, other);
        expect(lessSpent(both, other)).toEqual(one);
        expect(plusSpent(one, NO_SPENT)).toEqual(one);
        expect(wasteOf(both)).toBe(wasteOf(one) + wasteOf(other));
        expect(WASTE_CAUSES.reduce((sum, cause) => sum + one.waste[cause], 0n)).toBe(wasteOf(one));
      }),
    );
  });

  it("have no figure where revenue is unknown, and no ratio without something to divide by", () => {
    fc.assert(
      fc.property(spent, spent, (paying, others) => {
        const figures = unitEconomics({
          spent: { ...plusSpent(paying, others), delivered: 0 },
          direct: null,
          allocated: null,
          activeUsers: 0,
          payers: { spent: paying, activeUsers: 0, revenue: null },
        });
        const { payers, nonPayers, margin, coverage, costPerDeliveredClip } = figures;
        expect([margin, payers.margin, nonPayers.revenue]).toEqual([null, null, null]);
        expect(coverage).toMatchObject({ millionths: null, reason: "revenue_unknown" });
        expect(costPerDeliveredClip).toEqual({
          value: null,
          per: 0,
          reason: "nothing_to_divide_by",
        });
      }),
    );
  });
});

describe("break-even", () => {
  it("covers n clips exactly where n × cost ≤ price, and loses with the next", () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 12n }), (price, cost) => {
        const even = breakEven(price, cost);
        if (even.kind !== "clips") throw new Error("a clip that costs something has a break-even");
        expect(marginAt(price, cost, even.covered)).toBeGreaterThanOrEqual(0n);
        expect(marginAt(price, cost, even.firstLoss)).toBeLessThan(0n);
        expect(even.firstLoss).toBe(even.covered + 1n);
      }),
    );
  });

  it("never covers fewer clips for a higher price, nor more for a higher cost", () => {
    const covered = (price: Nano, cost: Nano) => {
      const even = breakEven(price, cost);
      return even.kind === "clips" ? even.covered : -1n;
    };
    const cost = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, amount, cost, cost, (price, more, each, extra) => {
        expect(covered(price + more, each)).toBeGreaterThanOrEqual(covered(price, each));
        expect(covered(price, each + extra)).toBeLessThanOrEqual(covered(price, each));
      }),
    );
  });
});

describe("an audience", () => {
  it("costs its clips times their cost, within half a nano of each clip's rounding", () => {
    const factor = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        factor,
        factor,
        factor,
        (users, share, clipsPerWeek, cost) => {
          const { clipsPerDay, spendPerDay } = scaleTo({ users, share, clipsPerWeek }, cost);
          // Both are of the same exact product; the one is rounded before it is multiplied.
          const gap = spendPerDay * 10n ** 9n - clipsPerDay * cost;
          const bound = cost + 10n ** 9n;
          expect(gap <= bound && gap >= -bound).toBe(true);
        },
      ),
    );
  });

  it.each([
    ["0.01", 10_000_000n, "1", "1578571.428571429"],
    ["0.05", 50_000_000n, "2", "15785714.285714286"],
  ])("of 850 million with a share of %s comes to what was published", (_, share, weekly, spend) => {
    const clipsPerWeek = BigInt(weekly) * 10n ** 9n;
    const scaled = scaleTo({ users: 850_000_000n, share, clipsPerWeek }, 1_300_000_000n);
    expect(formatNano(scaled.spendPerDay)).toBe(spend);
  });
});
