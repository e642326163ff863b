import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINAL_STATES, type Cost } from "../../../domain/generation.ts";
import { priceBook } from "../../../domain/rerate/choose-rate.ts";
import { reprice, sameCost, type RatedGeneration } from "../../../domain/rerate/reprice.ts";
import { priceVersion } from "../../support/price-versions.ts";

const AT = Date.UTC(2026, 2, 5);
const nano = fc.bigInt(0n, 10n ** 12n);

const price = fc.record({
  own: fc.boolean(),
  unit: fc.constantFrom("second", "gpu_second", "video", "credit", "token"),
  amount: nano,
  currency: fc.constantFrom("USD", "EUR"),
  minimumUnits: fc.option(fc.bigInt(1n, 10n ** 11n)),
  conditions: fc.constantFrom({}, { audio: true }, { outcome: "failed" }, { size: "1" }),
  validFromMs: fc.constantFrom(AT - 2, AT, AT + 1),
  validToMs: fc.constantFrom(null, AT + 2),
  createdAtMs: fc.integer({ min: 0, max: 3 }),
} as const);
const versions = fc
  .array(price, { maxLength: 6 })
  .map((changes) => changes.map((change, index) => priceVersion(`p${index}`, change)));

const cost: fc.Arbitrary<Cost> = fc.oneof(
  fc.constantFrom<Cost>(
    { basis: "unpriced", reason: "no_price_for_model" },
    { basis: "unpriced", reason: "mixed_charges" },
  ),
  fc.record({
    basis: fc.constant("reported" as const),
    amount: nano,
    currency: fc.constantFrom("USD", "EUR"),
    calculation: fc.constant(null),
  }),
  fc.record({
    basis: fc.constantFrom("rate_card" as const, "gpu_time" as const, "billed_units" as const),
    amount: nano,
    currency: fc.constantFrom("USD", "EUR"),
    calculation: fc.option(
      fc.record({
        priceId: fc.constantFrom("p0", "p1", "gone"),
        unit: fc.constantFrom("second" as const, "credit" as const, "token" as const),
        units: nano,
        unitAmount: nano,
      }),
    ),
  }),
);
const generation: fc.Arbitrary<RatedGeneration> = fc.record({
  provider: fc.constant("openai"),
  model: fc.constantFrom("sora-2", "other"),
  state: fc.constantFrom(...FINAL_STATES),
  createdAtMs: fc.constantFrom(AT - 3, AT - 1, AT, AT + 3),
  dimensions: fc.constantFrom({}, { audio: true }, { audio: true, size: "1" }),
  requestedSeconds: fc.option(nano),
  gpuMs: fc.option(fc.nat()),
  cost,
});

describe("re-rating", () => {
  it("of what a book has priced changes nothing more by the same book", () => {
    fc.assert(
      fc.property(versions, generation, (book, before) => {
        const repriced = reprice(priceBook(book, null), before);
        if (repriced.kind !== "changed") return;
        const after = { ...before, cost: repriced.cost };
        expect(reprice(priceBook(book, null), after).kind).toBe("same");
      }),
      { numRuns: 1_000 },
    );
  });

  it("touches nothing that the provider reported, and makes no known cost unknown", () => {
    fc.assert(
      fc.property(versions, generation, (book, before) => {
        const repriced = reprice(priceBook(book, null), before);
        if (before.cost.basis === "reported") {
          expect(repriced).toEqual({ kind: "left", reason: "reported" });
        }
        const { cost: known } = before;
        if (known.basis === "billed_units" && known.calculation === null && known.amount !== 0n) {
          expect(repriced).toEqual({ kind: "left", reason: "billed_parts" });
        }
        if (before.cost.basis === "unpriced" && before.cost.reason === "mixed_charges") {
          expect(repriced).toEqual({ kind: "left", reason: "mixed_charges" });
        }
        if (repriced.kind === "changed") {
          expect(["rate_card", "gpu_time", "billed_units"]).toContain(repriced.cost.basis);
          expect(sameCost(before.cost, repriced.cost)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not depend on the order of the book", () => {
    fc.assert(
      fc.property(versions, generation, (book, before) => {
        expect(reprice(priceBook(book.toReversed(), null), before)).toEqual(
          reprice(priceBook(book, null), before),
        );
      }),
    );
  });
});
