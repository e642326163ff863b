import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { marginRows } from "../../../web/series/margin-rows.ts";
import { measuresOf, rowOf } from "../../support/web-measures.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const values = fc.array(fc.record({ spend: amount, revenue: amount }), { maxLength: 30 });

function rowsOf(list: readonly { readonly spend: bigint; readonly revenue: bigint }[]) {
  const sum = (pick: (item: { spend: bigint; revenue: bigint }) => bigint) =>
    list.reduce((total, item) => total + pick(item), 0n);
  return {
    rows: list.map(({ spend, revenue }, index) => rowOf(`f${index}`, spend, revenue)),
    totals: measuresOf({ spend: sum((item) => item.spend), revenue: sum((item) => item.revenue) }),
  };
}

const total = (decimals: readonly (string | null)[]) =>
  formatNano(decimals.reduce((sum, decimal) => sum + parseNano(decimal ?? "0"), 0n));

describe("the margin bars", () => {
  it("sum to the total: what is visible plus Other, to the nano", () => {
    fc.assert(
      fc.property(values, (list) => {
        const { rows, totals } = rowsOf(list);
        const bars = marginRows(rows, totals, "feature", false);
        expect(total(bars.map((bar) => bar.spend))).toBe(totals.spend);
        expect(total(bars.map((bar) => bar.revenue))).toBe(totals.revenue);
        expect(total(bars.map((bar) => bar.margin))).toBe(totals.margin);
      }),
    );
  });

  it("stay inside their line, on their side of zero", () => {
    fc.assert(
      fc.property(values, (list) => {
        const { rows, totals } = rowsOf(list);
        for (const bar of marginRows(rows, totals, "feature", false)) {
          expect(bar.from).toBeGreaterThanOrEqual(0);
          expect(bar.to).toBeLessThanOrEqual(1 + 1e-9);
          const margin = parseNano(bar.margin ?? "0");
          if (margin < 0n) expect(bar.to).toBeCloseTo(bar.zero);
          if (margin > 0n) expect(bar.from).toBeCloseTo(bar.zero);
        }
      }),
    );
  });

  it("put the largest loss first and the rest last", () => {
    const { rows, totals } = rowsOf([
      { spend: 10n, revenue: 30n },
      { spend: 50n, revenue: 0n },
      { spend: 20n, revenue: 0n },
    ]);
    const bars = marginRows(rows, totals, "feature", false, 2);
    expect(bars.map((bar) => bar.label)).toEqual(["f1", "f0", ""]);
    expect(bars.at(-1)).toMatchObject({ isOther: true, count: 1 });
  });

  it("do not count what they were not told of", () => {
    const bars = marginRows([rowOf("a", 1n, 0n)], measuresOf({ spend: 9n }), "feature", true);
    expect(bars.at(-1)).toMatchObject({ isOther: true, count: null, spend: "0.000000008" });
  });

  it("show the spend alone where the revenue is unknown, which is not zero", () => {
    const rows = [rowOf("a", 1n, null), rowOf("b", 5n, null)];
    const bars = marginRows(rows, measuresOf({ spend: 6n, revenue: null }), "feature", false);
    expect(
      bars.map(({ label, revenue, margin, coverage }) => [label, revenue, margin, coverage]),
    ).toEqual([
      ["b", null, null, null],
      ["a", null, null, null],
    ]);
  });
});
