import { describe, expect, it } from "vitest";
import { knownMargin, knownSpend } from "../../../web/series/known-spend.ts";

const measures = (change: object) => ({
  spend: "0.000000000",
  margin: "0.000000000",
  unpriced: 0,
  cost_per_generation: null,
  ...change,
});

describe("spend", () => {
  it("is unknown, not 0, when no generation's cost is known", () => {
    expect(knownSpend(measures({ unpriced: 3 }))).toBeNull();
    expect(knownMargin(measures({ unpriced: 3 }))).toBeNull();
  });

  it("is 0 when nothing was made, or what was made is known to cost nothing", () => {
    expect(knownSpend(measures({}))).toBe("0.000000000");
    expect(knownSpend(measures({ unpriced: 1, cost_per_generation: "0.000000000" }))).toBe(
      "0.000000000",
    );
  });

  it("is what is known when only some are unpriced", () => {
    expect(knownSpend(measures({ unpriced: 1, spend: "2.5" }))).toBe("2.5");
  });
});
