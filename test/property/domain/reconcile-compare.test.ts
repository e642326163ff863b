import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar } from "../../../domain/finance/calendar-day.ts";
import type { BilledLine, MeteredPart } from "../../../domain/reconcile/bill.ts";
import { billTotals } from "../../../domain/reconcile/bill-totals.ts";
import { compareBill, type BillCell } from "../../../domain/reconcile/compare-bill.ts";
import { march, meteredPart } from "../../support/bill-parts.ts";

const calendar = openCalendar("UTC");
const question = { currency: "USD", tolerance: 5_000_000n, calendar };
const model = fc.constantFrom("sora-2", "sora-2-pro", "veo");

const line: fc.Arbitrary<BilledLine> = fc
  .record({
    model,
    first: fc.integer({ min: 1, max: 31 }),
    length: fc.constantFrom(1, 1, 1, 2, 7),
    amount: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }),
    units: fc.option(fc.bigInt({ min: 0n, max: 10n ** 11n })),
  })
  .map(({ model, first, length, amount, units }) => ({
    model,
    days: { first: march(first), end: march(first + length) },
    amount,
    units: units === null ? null : { unit: "second" as const, amount: units },
  }));
const part: fc.Arbitrary<MeteredPart> = fc
  .record({
    model,
    day: fc.integer({ min: 1, max: 35 }).map(march),
    seconds: fc.bigInt({ min: 0n, max: 900n }),
    isUnpriced: fc.boolean(),
  })
  .map(meteredPart);
const lines = fc.array(line, { maxLength: 40 });
const parts = fc.array(part, { maxLength: 40 });

/** A cell without the order in which its parts came. */
function bare(cell: BillCell) {
  return { ...cell, parts: cell.parts.length };
}

describe("a bill beside what was metered", () => {
  it("has every line and every part in one cell: classes sum to both sides, to the nano", () => {
    fc.assert(
      fc.property(lines, parts, (lines, parts) => {
        const cells = compareBill(lines, parts, question);
        const totals = billTotals(cells);
        const billed = lines.reduce((sum, each) => sum + each.amount, 0n);
        const metered = parts.reduce((sum, each) => sum + each.cost, 0n);
        const classes = Object.values(totals.classes);
        const sum = (of: (each: (typeof classes)[number]) => bigint) =>
          classes.reduce((all, each) => all + of(each), 0n);
        expect([totals.billed, totals.metered]).toEqual([billed, metered]);
        expect([sum((each) => each.billed), sum((each) => each.metered)]).toEqual([
          billed,
          metered,
        ]);
        expect(totals.remainder).toBe(billed - metered);
        expect(cells.reduce((all, cell) => all + cell.difference, 0n)).toBe(totals.remainder);
        expect(totals.generations).toBe(parts.length * 3);
        expect(cells.flatMap((cell) => cell.parts).length).toBe(parts.length);
        expect(totals.classes.billed_only.metered).toBe(0n);
        expect(totals.classes.metered_only.billed).toBe(0n);
      }),
    );
  });

  it("is the same whatever the order of lines and parts", () => {
    fc.assert(
      fc.property(lines, parts, (lines, parts) => {
        const forwards = compareBill(lines, parts, question).map(bare);
        const backwards = compareBill(lines.toReversed(), parts.toReversed(), question).map(bare);
        expect(backwards).toEqual(forwards);
      }),
    );
  });

  it("is the same when a line is given as two that sum to it", () => {
    const split = fc.array(fc.tuple(line, fc.bigInt({ min: 0n, max: 10n ** 9n })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(split, parts, (split, parts) => {
        const halves = split.flatMap(([whole, off]) => {
          const { units } = whole;
          const some = units === null || off > units.amount ? 0n : off;
          const rest = units === null ? null : { ...units, amount: units.amount - some };
          return [
            { ...whole, amount: off, units: units === null ? null : { ...units, amount: some } },
            { ...whole, amount: whole.amount - off, units: rest },
          ];
        });
        const one = split.map(([whole]) => whole);
        expect(compareBill(halves, parts, question).map(bare)).toEqual(
          compareBill(one, parts, question).map(bare),
        );
      }),
    );
  });

  it("calls matched what is no further apart than the tolerance, and never what has no known cost", () => {
    const off = fc.bigInt({ min: -20_000_000n, max: 20_000_000n });
    fc.assert(
      fc.property(part, off, (part, off) => {
        const day = calendar.dayOf(part.facts.createdAtMs);
        const days = { first: day, end: day + 1 };
        const billed = { model: part.facts.model, days, amount: part.cost + off, units: null };
        const [cell, ...more] = compareBill([billed], [part], question);
        expect(more).toEqual([]);
        const isClose = off <= 5_000_000n && off >= -5_000_000n;
        expect(cell?.class).toBe(isClose && part.unpriced === 0 ? "matched" : "differs");
      }),
    );
  });
});
