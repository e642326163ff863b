import { expect, it } from "vitest";
import { readAmount } from "../../../ingest/providers/read-amount.ts";

it.each([
  ["0", 0n],
  ["0.0100000005", 10_000_001n],
  ["1e-7", 100n],
  ["999999999.999999999", 999_999_999_999_999_999n],
])("an amount of %s is read to the nano", (text, nano) => {
  expect(readAmount(text)).toBe(nano);
});

it.each([null, "", "abc", "-1", "-0.000000001", "1000000000", "1e40", "9".repeat(40)])(
  "an amount of %s is none: no column of money could hold it",
  (text) => {
    expect(readAmount(text)).toBeNull();
  },
);

it("counts what is finer than a unit", () => {
  expect(readAmount("8400000015", 10_000_000_000n)).toBe(840_000_002n);
});
