import { describe, expect, it } from "vitest";
import { planImport } from "../../../api/prices/plan-import.ts";
import type { PriceRecord } from "../../../db/postgres/management/prices.ts";
import { priceRecord } from "../../support/price-records.ts";

const NOW = Date.UTC(2026, 0, 2);

/** Own versions in the order in which they were written, by their amounts. */
const book = (...amounts: readonly string[]): PriceRecord[] =>
  amounts.map((amount, index) =>
    priceRecord({ amount, createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)) }),
  );
const outcomes = (stored: readonly PriceRecord[], ...amounts: readonly string[]) =>
  planImport(
    amounts.map((amount) => ({ own: true, content: priceRecord({ amount }) })),
    stored,
    NOW,
  ).map((step) => step.outcome);

describe("an import", () => {
  it("adds what the book does not say, once", () => {
    expect(outcomes([], "1", "1")).toEqual(["added", "added"]);
    expect(outcomes(book("1"), "1.00")).toEqual(["unchanged"]);
    expect(outcomes(book("1"), "1", "2")).toEqual(["unchanged", "added"]);
  });

  it("changes nothing when it is what was exported", () => {
    expect(outcomes(book("1", "2", "1"), "1", "2", "1")).toEqual(Array(3).fill("unchanged"));
  });

  it("makes its last row count, also when the book has an older version that says so", () => {
    expect(outcomes(book("1", "2"), "1")).toEqual(["added"]);
    expect(outcomes(book("1", "2"), "2")).toEqual(["unchanged"]);
    expect(outcomes(book("2", "1"), "1", "2")).toEqual(["unchanged", "added"]);
  });

  it("leaves prices that ship with the product as they are", () => {
    const shipped = { own: false, content: priceRecord({}) };
    expect(planImport([shipped], [], NOW).map((step) => step.outcome)).toEqual(["shipped"]);
  });

  it("writes rows in the order of the file: those that contend one after the other, and after all that is there", () => {
    const rows = ["1", "2"].map((amount) => ({ own: true, content: priceRecord({ amount }) }));
    const other = { own: true, content: priceRecord({ model: "other" }) };
    const times = (stored: readonly PriceRecord[]) =>
      planImport([...rows, other], stored, NOW).map((step) => step.createdAtMs - NOW);
    expect(times([])).toEqual([0, 1, 1]);
    expect(times([priceRecord({ amount: "3", createdAt: new Date(NOW) })])).toEqual([1, 2, 2]);
  });
});
