import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALLOCATION_RULES } from "../../../domain/finance/allocation.ts";
import { composeMargin, type MarginRow } from "../../../domain/finance/margin.ts";

const nano = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const figures = fc.record({
  generations: fc.nat(1_000),
  unpriced: fc.nat(10),
  inFlight: fc.nat(10),
  activeDays: fc.nat(31),
  spend: fc.bigInt({ min: 0n, max: 10n ** 18n }),
  revenue: nano,
});
const name = fc.constantFrom("(none)", "remix", "extend", "storyboard", "a", "é");
const groups = fc.dictionary(name, figures).map((record) => new Map(Object.entries(record)));
const weights = fc
  .dictionary(fc.constantFrom("remix", "extend", "later"), fc.bigInt({ min: 0n, max: 10n ** 12n }))
  .map((record) => new Map(Object.entries(record)));
const rule = fc.constantFrom(...ALLOCATION_RULES);

const sumOf = (rows: readonly MarginRow[], figure: (row: MarginRow) => bigint) =>
  rows.reduce((sum, row) => sum + figure(row), 0n);

describe("a report on margin, for all groups, rules and weights", () => {
  it("has parts that sum to the whole, to the nano", () => {
    fc.assert(
      fc.property(groups, rule, weights, (known, by, fixed) => {
        const report = composeMargin(known, by, fixed);
        const { rows, recognised, unallocated } = report;
        const revenue = [...known.values()].reduce((sum, each) => sum + each.revenue, 0n);
        const spend = [...known.values()].reduce((sum, each) => sum + each.spend, 0n);
        expect([recognised, report.spend]).toEqual([revenue, spend]);
        const direct = sumOf(rows, (row) => row.revenue);
        const allocated = sumOf(rows, (row) => row.allocated);
        expect(direct + allocated + unallocated).toBe(recognised);
        expect(sumOf(rows, (row) => row.fullMargin) + unallocated).toBe(report.margin);
      }),
    );
  });

  it("has a row for each group that is known, and gives nothing to who names none", () => {
    fc.assert(
      fc.property(groups, rule, weights, (known, by, fixed) => {
        const { rows } = composeMargin(known, by, fixed);
        const named = new Set(
          [...known.keys(), ...fixed.keys()].filter((each) => each !== "(none)"),
        );
        expect(new Set(rows.map((row) => row.group).filter((each) => each !== "(none)"))).toEqual(
          named,
        );
        const none = rows.find((row) => row.group === "(none)");
        expect([none?.revenue ?? 0n, none?.allocated ?? 0n]).toEqual([0n, 0n]);
      }),
    );
  });
});
