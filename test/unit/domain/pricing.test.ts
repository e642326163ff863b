import { describe, expect, it } from "vitest";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { parseNano } from "../../../domain/money.ts";
import { priceRequest, type PricedRequest, type PriceVersion } from "../../../domain/pricing.ts";
import { priceVersion as version } from "../../support/price-versions.ts";

const OCTOBER = Date.UTC(2025, 9, 6);

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

  it.each(PRICE_UNITS)("can be per %s", (unit) => {
    const match = priceRequest(
      [version("a", { unit })],
      request({ units: { [unit]: 3_000_000_001n } }),
    );
    expect(match).toMatchObject({
      amount: parseNano("0.3"),
      calculation: { unit, units: 3_000_000_001n },
    });
  });

  it("comes from the workspace's own price however special a seeded one is", () => {
    const special = version("seeded", { conditions: { size: "1280x720", audio: true } });
    expect(priced([special, version("own", { own: true })])).toBe("own");
    expect(priced([special, version("own", { own: true, model: "*" })])).toBe("own");
  });

  it("comes from a version that names the model before one for any model of the provider", () => {
    const any = version("any", { model: "*", conditions: { size: "1280x720" } });
    expect(priced([any, version("named")])).toBe("named");
    expect(priced([any], request({ model: "sora-9" }))).toBe("any");
    expect(priced([any], request({ provider: "runway" }))).toBe("no_price_for_model");
  });

  it("comes from a version in the unit that the provider bills in, where there is one", () => {
    const credit = version("credit", { model: "*", unit: "credit", amount: parseNano("0.01") });
    const units = { second: parseNano("5"), credit: parseNano("60") };
    expect(priced([version("second"), credit], request({ units }))).toBe("second");
    expect(priced([version("second"), credit], request({ units, billedUnit: "credit" }))).toBe(
      "credit",
    );
    const own = version("own", { own: true });
    expect(priced([own, credit], request({ units, billedUnit: "credit" }))).toBe("own");
  });

  it("charges the minimum where the request has fewer units, and says so in the calculation", () => {
    const least = [version("least", { minimumUnits: parseNano("2") })];
    const amountOf = (seconds: string) =>
      priceRequest(least, request({ units: { second: parseNano(seconds) } }));
    expect(amountOf("1")).toMatchObject({
      amount: parseNano("0.2"),
      calculation: { units: parseNano("2") },
    });
    expect(amountOf("2")).toMatchObject({ amount: parseNano("0.2") });
    expect(amountOf("2.5")).toMatchObject({ amount: parseNano("0.25") });
  });

  it("is ambiguous when any of the best versions says something else, in whatever order they come", () => {
    const versions = [version("a"), version("b"), version("c", { amount: parseNano("0.2") })];
    expect(priced(versions)).toBe("ambiguous_price");
    expect(priced(versions.toReversed())).toBe("ambiguous_price");
    expect(priced([version("b"), version("a")])).toBe("a");
  });
});
