import { describe, expect, it } from "vitest";
import { explainPrice } from "../../../domain/explain-price.ts";
import { parseNano } from "../../../domain/money.ts";
import { priceVersion } from "../../support/price-versions.ts";

const AT = Date.UTC(2026, 0, 1);

const request = {
  provider: "openai",
  model: "sora-2",
  atMs: AT,
  dimensions: { size: "1280x720", audio: true },
  units: { second: parseNano("8") },
};

const why = (versions: readonly Parameters<typeof priceVersion>[]) => {
  const { matched, considered } = explainPrice(
    versions.map((each) => priceVersion(...each)),
    request,
  );
  return {
    matched: matched?.id ?? null,
    considered: considered.map(({ price, fits, whyNot }) => [price.id, fits, whyNot]),
  };
};

describe("the explanation of a price", () => {
  it("says of every version of the model why it is not the one", () => {
    expect(
      why([
        ["later", { validFromMs: AT + 1 }],
        ["over", { validToMs: AT }],
        ["small", { conditions: { size: "720x1280" } }],
        ["batch", { conditions: { mode: "batch" } }],
        ["any", { model: "*" }],
        ["other", { model: "sora-2-pro" }],
        ["best", { conditions: { audio: true } }],
      ]),
    ).toEqual({
      matched: "best",
      considered: [
        ["best", true, null],
        ["any", true, { code: "another_goes_first", priceId: "best" }],
        [
          "batch",
          false,
          { code: "condition_not_met", condition: "mode", wants: "batch", has: null },
        ],
        [
          "small",
          false,
          { code: "condition_not_met", condition: "size", wants: "720x1280", has: "1280x720" },
        ],
        ["later", false, { code: "not_yet_valid" }],
        ["over", false, { code: "no_longer_valid" }],
      ],
    });
  });

  it("names those that contradict each other, and those behind them", () => {
    const sized = { conditions: { size: "1280x720" } };
    expect(
      why([
        ["a", { ...sized, amount: parseNano("0.1") }],
        ["b", { ...sized, amount: parseNano("0.2") }],
        ["c", {}],
      ]),
    ).toEqual({
      matched: null,
      considered: [
        ["a", true, { code: "ambiguous" }],
        ["b", true, { code: "ambiguous" }],
        ["c", true, { code: "another_goes_first", priceId: "a" }],
      ],
    });
  });

  it("reads no condition out of what every object has", () => {
    expect(why([["odd", { conditions: { constructor: "x" } }]]).considered).toEqual([
      [
        "odd",
        false,
        { code: "condition_not_met", condition: "constructor", wants: "x", has: null },
      ],
    ]);
  });

  it("keeps the version that goes first when only its units are unknown", () => {
    const { matched, match } = explainPrice([priceVersion("t", { unit: "token" })], request);
    expect([matched?.id, match]).toEqual(["t", { kind: "unpriced", reason: "units_unknown" }]);
  });
});
