import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainPrice } from "../../../domain/explain-price.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { divideRounded, NANO_PER_UNIT } from "../../../domain/money.ts";
import {
  ANY_MODEL,
  isForModel,
  isValidAt,
  priceRequest,
  unmetCondition,
  type PricedRequest,
  type PriceVersion,
} from "../../../domain/pricing.ts";

const unit = fc.constantFrom(...PRICE_UNITS);
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const time = fc.integer({ min: 0, max: 6 });
const dimensions = fc.dictionary(
  fc.constantFrom("size", "audio", "mode"),
  fc.constantFrom<string | number | boolean>("720p", "4k", true, false, 5),
  { maxKeys: 3 },
);

// Few values of everything, so that versions meet, tie and contradict each other.
const version: fc.Arbitrary<Omit<PriceVersion, "id">> = fc.record({
  own: fc.boolean(),
  book: fc.constant(null),
  provider: fc.constantFrom("openai", "openai", "runway"),
  model: fc.constantFrom("sora-2", "sora-2", ANY_MODEL, "other"),
  unit: fc.oneof(fc.constant("second" as const), unit),
  conditions: dimensions,
  amount: fc.oneof(fc.constantFrom(100n, 200n), amount),
  currency: fc.constantFrom("USD", "EUR"),
  minimumUnits: fc.option(amount),
  validFromMs: time,
  validToMs: fc.option(time),
  createdAtMs: time,
});
const versions = fc
  .array(version, { maxLength: 12 })
  .map((all) => all.map((each, index): PriceVersion => ({ ...each, id: `v${index}` })));

const units = fc.dictionary(unit, amount).map((given): PricedRequest["units"] => given);

const request = fc
  .record({ atMs: time, dimensions, units, billedUnit: fc.option(unit) })
  .map((asked): PricedRequest => ({ provider: "openai", model: "sora-2", ...asked }));

const fitting = (all: readonly PriceVersion[], asked: PricedRequest) =>
  all.filter(
    (each) =>
      isForModel(each, asked) &&
      isValidAt(each, asked.atMs) &&
      unmetCondition(each, asked.dimensions) === undefined,
  );

describe("the price of a request, for all price books", () => {
  it("is the same in whatever order the rows come", () => {
    const shuffled = versions.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, request, ([all, mixed], asked) => {
        expect(priceRequest(mixed, asked)).toEqual(priceRequest(all, asked));
        expect(explainPrice(mixed, asked)).toEqual(explainPrice(all, asked));
      }),
    );
  });

  it("is untouched by prices of other models and providers", () => {
    const elsewhere = fc
      .array(version, { maxLength: 6 })
      .map((all) => all.map((each, i): PriceVersion => ({ ...each, id: `x${i}`, model: "other" })));
    fc.assert(
      fc.property(versions, elsewhere, request, (all, more, asked) => {
        expect(priceRequest([...more, ...all], asked)).toEqual(priceRequest(all, asked));
      }),
    );
  });

  it("comes from an own price whenever one fits", () => {
    fc.assert(
      fc.property(versions, request, (all, asked) => {
        const own = fitting(all, asked).filter((each) => each.own);
        fc.pre(own.length > 0);
        const { matched, match } = explainPrice(all, asked);
        expect(matched?.own ?? "ambiguous").toBe(
          match.kind === "unpriced" && match.reason === "ambiguous_price" ? "ambiguous" : true,
        );
        expect(match).toEqual(priceRequest(own, asked));
      }),
    );
  });

  it("is units × unit price, rounded once, and never less than the minimum", () => {
    fc.assert(
      fc.property(versions, request, (all, asked) => {
        const match = priceRequest(all, asked);
        fc.pre(match.kind === "priced");
        const { units, unitAmount, priceId, unit: per } = match.calculation;
        expect(match.amount).toBe(divideRounded(units * unitAmount, NANO_PER_UNIT));
        const price = all.find((each) => each.id === priceId);
        const given = asked.units[per] ?? NANO_PER_UNIT;
        const least = price?.minimumUnits ?? 0n;
        expect(units).toBe(given < least ? least : given);
      }),
    );
  });

  it("has a reason whenever it is unknown, and the reason is right", () => {
    fc.assert(
      fc.property(versions, request, (all, asked) => {
        const match = priceRequest(all, asked);
        const found = fitting(all, asked);
        if (match.kind === "priced") {
          expect(found.map((each) => each.id)).toContain(match.calculation.priceId);
        } else if (match.reason === "ambiguous_price") {
          expect(found.length).toBeGreaterThan(1);
        } else {
          expect(found.length > 0).toBe(match.reason === "units_unknown");
        }
      }),
    );
  });

  it("is explained by exactly one version without a reason against it, or by none", () => {
    fc.assert(
      fc.property(versions, request, (all, asked) => {
        const { matched, match, considered } = explainPrice(all, asked);
        expect(match).toEqual(priceRequest(all, asked));
        expect(considered).toHaveLength(all.filter((each) => isForModel(each, asked)).length);
        expect(
          considered
            .filter((each) => each.fits)
            .map((each) => each.price.id)
            .toSorted(),
        ).toEqual(
          fitting(all, asked)
            .map((each) => each.id)
            .toSorted(),
        );
        expect(considered.filter((each) => each.whyNot === null).map((each) => each.price)).toEqual(
          matched === null ? [] : [matched],
        );
      }),
    );
  });
});
