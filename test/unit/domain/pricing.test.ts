import { describe, expect, it } from "vitest";
import { parseNano } from "../../../domain/money.ts";
import { priceRequest, type PricedRequest, type PriceVersion } from "../../../domain/pricing.ts";

const OCTOBER = Date.UTC(2025, 9, 6);

const version = (id: string, change: Partial<PriceVersion> = {}): PriceVersion => ({
  id,
  own: false,
  provider: "openai",
  model: "sora-2",
  unit: "second",
  conditions: {},
  amount: parseNano("0.10"),
  currency: "USD",
  validFromMs: OCTOBER,
  validToMs: null,
  createdAtMs: OCTOBER,
  ...change,
});

const request = (change: Partial<PricedRequest> = {}): PricedRequest => ({
  provider: "openai",
  model: "sora-2",
  atMs: OCTOBER + 1,
  dimensions: { size: "1280x720", audio: true },
  units: { second: parseNano("8") },
  ...change,
});

const priced = (versions: PriceVersion[], of = request()) => {
  const match = priceRequest(versions, of);
  return match.kind === "priced" ? match.calculation.priceId : match.reason;
};

describe("the price of a request", () => {
  it("is units × amount of the matching version", () => {
    expect(priceRequest([version("a")], request())).toEqual({
      kind: "priced",
      amount: parseNano("0.8"),
      currency: "USD",
      calculation: {
        priceId: "a",
        unit: "second",
        units: parseNano("8"),
        unitAmount: parseNano("0.10"),
      },
    });
  });

  it("comes from the version with the most conditions that hold", () => {
    const sized = version("sized", { conditions: { size: "1280x720" } });
    const silent = version("silent", { conditions: { size: "1280x720", audio: false } });
    expect(priced([version("any"), sized, silent])).toBe("sized");
  });

  it("comes from the workspace's own price before a seeded one", () => {
    expect(priced([version("seeded"), version("own", { own: true })])).toBe("own");
  });

  it("comes from the later of two validities", () => {
    const later = version("later", { validFromMs: OCTOBER + 1 });
    expect(priced([version("first"), later])).toBe("later");
    expect(priced([version("first"), later], request({ atMs: OCTOBER }))).toBe("first");
  });

  it("counts the start of a validity in and its end out", () => {
    const ended = [version("a", { validToMs: OCTOBER + 10 })];
    expect(priced(ended, request({ atMs: OCTOBER }))).toBe("a");
    expect(priced(ended, request({ atMs: OCTOBER + 9 }))).toBe("a");
    expect(priced(ended, request({ atMs: OCTOBER + 10 }))).toBe("no_price_at_this_time");
  });

  it.each([
    ["no_price_for_model", [version("a", { model: "sora-2-pro" })]],
    ["no_price_for_model", [version("a", { provider: "runway" })]],
    ["no_price_for_conditions", [version("a", { conditions: { size: "1024x1792" } })]],
    ["units_unknown", [version("a", { unit: "token" })]],
    ["ambiguous_price", [version("a"), version("b", { amount: parseNano("0.2") })]],
  ])("is unknown with the reason %s", (reason, versions) => {
    expect(priced(versions)).toBe(reason);
  });

  it("tells a condition of true from the text true", () => {
    expect(priced([version("a", { conditions: { audio: "true" } })])).toBe(
      "no_price_for_conditions",
    );
  });

  it("counts one video where the unit is the video", () => {
    const flat = version("flat", { unit: "video", amount: parseNano("1.5") });
    expect(priceRequest([flat], request({ units: {} }))).toMatchObject({
      amount: parseNano("1.5"),
    });
  });
});
