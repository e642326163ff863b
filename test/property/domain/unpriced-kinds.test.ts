import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { ANY_MODEL, type PriceVersion } from "../../../domain/pricing.ts";
import { chooseRate, priceBook } from "../../../domain/rerate/choose-rate.ts";
import { unpricedKinds, type UnpricedGroup } from "../../../domain/rerate/unpriced-kinds.ts";
import { priceVersion } from "../../support/price-versions.ts";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 5);
const time = fc.integer({ min: 0, max: 8 }).map((half) => START + (half * DAY_MS) / 2);

const versions = fc
  .array(
    fc.record({
      own: fc.boolean(),
      provider: fc.constantFrom("openai", "runway"),
      model: fc.constantFrom("sora-2", ANY_MODEL),
      unit: fc.constantFrom("second", "gpu_second", "video", "credit"),
      conditions: fc.constantFrom(
        {},
        { size: "1" },
        { size: "2", audio: true },
        { outcome: "failed" },
      ),
      validFromMs: time,
      validToMs: fc.option(time),
    } as const),
    { maxLength: 5 },
  )
  .map((changes) => changes.map((change, index) => priceVersion(`p${index}`, change)));

const group: fc.Arbitrary<UnpricedGroup> = fc
  .record({
    provider: fc.constantFrom("openai", "runway"),
    model: fc.constantFrom("sora-2", "other"),
    state: fc.constantFrom(...FINAL_STATES),
    dimensions: fc.constantFrom({}, { size: "1" }, { size: "2", audio: false }, { size: "3" }),
    secondsKnown: fc.boolean(),
    gpuKnown: fc.boolean(),
    generations: fc.integer({ min: 1, max: 9 }),
    times: fc.tuple(time, time),
  })
  .map(({ times, ...rest }) => ({
    ...rest,
    firstMs: Math.min(...times),
    lastMs: Math.max(...times),
  }));
const groups = fc.array(group, { maxLength: 8 });

/** What the book says about a group at an instant: the reason why there is no price, or null. */
function reasonAt(book: readonly PriceVersion[], facts: UnpricedGroup, createdAtMs: number) {
  const choice = chooseRate(priceBook(book, null), {
    ...facts,
    createdAtMs,
    basis: "unpriced",
    priceId: null,
    priceUnit: null,
    free: false,
  });
  return choice.kind === "left" ? choice.reason : null;
}

/** Reasons that one more price takes away at every instant. */
const MENDED: readonly (string | null)[] = [
  "no_price_for_model",
  "no_price_for_conditions",
  "no_price_at_this_time",
];

describe("kinds of unpriced generations", () => {
  it("hold every group once", () => {
    fc.assert(
      fc.property(versions, groups, (book, given) => {
        const kinds = unpricedKinds(book, given);
        const held = kinds.flatMap((kind) => [...kind.groups]);
        expect(held).toHaveLength(given.length);
        expect(new Set(held)).toEqual(new Set(given));
      }),
    );
  });

  it("are priced from the first to the last by the price that is suggested where the book has none", () => {
    fc.assert(
      fc.property(versions, groups, (book, given) => {
        for (const kind of unpricedKinds(book, given)) {
          if (!MENDED.includes(kind.reason)) continue;
          const { provider, model, suggested } = kind;
          const added = priceVersion("new", {
            own: true,
            provider,
            model,
            ...suggested,
            createdAtMs: START + 100 * DAY_MS,
          });
          for (const each of kind.groups) {
            for (const atMs of [each.firstMs, each.lastMs]) {
              if (!MENDED.includes(reasonAt(book, each, atMs))) continue;
              expect(reasonAt([...book, added], each, atMs)).toBeNull();
            }
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
