import { describe, expect, it } from "vitest";
import { payersShare, unitEconomics } from "../../../web/series/unit-economics.ts";
import { featureView, filtersBeside, readFeatureSearch } from "../../../web/view/feature-search.ts";
import { orderAfter, readFeaturesSearch } from "../../../web/view/features-search.ts";
import { parseSearch } from "../../../web/view/url-codec.ts";
import { resolveView } from "../../../web/view/view.ts";
import { measuresOf } from "../../support/web-measures.ts";

describe("the address of the features", () => {
  it("falls back for what makes no sense and leaves defaults out", () => {
    expect(readFeaturesSearch(parseSearch("?sort=shoe&rows=model"))).toEqual({});
    expect(readFeaturesSearch(parseSearch("?sort=-spend"))).toEqual({});
    expect(readFeaturesSearch(parseSearch("?sort=margin&rows=surface"))).toEqual({
      sort: "margin",
      rows: "surface",
    });
    expect(readFeatureSearch(parseSearch("?tab=cost&scale=cubic&t=0"))).toEqual({});
    expect(readFeatureSearch(parseSearch("?tab=people&scale=log&t=1&constructor=x"))).toEqual({
      tab: "people",
      scale: "log",
      t: "1",
    });
  });

  it("orders a column by what one looks for first, then the other way round", () => {
    expect(orderAfter("-spend", "margin")).toBe("margin");
    expect(orderAfter("margin", "margin")).toBe("-margin");
    expect(orderAfter("-margin", "margin")).toBe("margin");
    expect(orderAfter("margin", "waste")).toBe("-waste");
  });

  it("names one feature, whatever a filter says, and keeps the other filters", () => {
    const view = resolveView({ f: ["feature:create,extend", "plan:free"] }, "UTC", 0);
    const own = featureView(view, "remix, again");
    expect(own.filters).toEqual([
      { name: "feature", values: ["remix, again"] },
      { name: "plan", values: ["free"] },
    ]);
    expect(filtersBeside(own)).toEqual([{ name: "plan", values: ["free"] }]);
  });
});

describe("unit costs", () => {
  it("divide all spend by what is left of the clips", () => {
    const figures = {
      ...measuresOf({ spend: 10n * 10n ** 9n, generations: 5 }),
      succeeded: 4,
      delivered: 3,
      cost_per_generation: "2.000000000",
      cost_per_delivered: "3.333333333",
    };
    const { requested, finished, kept } = unitEconomics(figures);
    expect(requested).toEqual({ amount: "2.000000000", per: "5" });
    expect(finished).toEqual({ amount: "2.500000000", per: "4" });
    expect(kept).toEqual({ amount: "3.333333333", per: "3" });
  });

  it("are unknown, not 0, without a known cost or without anything to divide by", () => {
    const unpriced = unitEconomics(measuresOf({ spend: 0n, generations: 2, unpriced: 2 }));
    expect([unpriced.requested.amount, unpriced.finished.amount, unpriced.kept.amount]).toEqual([
      null,
      null,
      null,
    ]);
    const none = { ...measuresOf({ spend: 5n }), succeeded: 0, delivered: 0 };
    expect(unitEconomics(none).finished).toEqual({ amount: null, per: "0" });
  });

  it("put everyone's spend on those who pay, and know no price where nobody does", () => {
    const ledger = {
      spend: "9.000000000",
      revenue: "3.000000000",
      unpriced: 0,
      cost_per_clip: { value: "1.000000000", per: 9, reason: null },
      payers: { active_users: 2, generations: 4 },
    };
    expect(payersShare(ledger)).toEqual({
      user: { amount: "4.500000000", per: "2" },
      breakEven: { amount: "2.250000000", per: "4" },
      earned: "0.750000000",
    });
    const nobody = payersShare({ ...ledger, payers: { active_users: 0, generations: 0 } });
    expect([nobody.user.amount, nobody.breakEven.amount, nobody.earned]).toEqual([
      null,
      null,
      null,
    ]);
    expect(payersShare({ ...ledger, revenue: null }).earned).toBeNull();
  });
});
