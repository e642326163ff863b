import { describe, expect, it } from "vitest";
import { marginQuestionOf, readMarginSearch } from "../../../web/view/margin-search.ts";

describe("the address of the margin report", () => {
  it("falls back to its defaults for what makes no sense", () => {
    expect(readMarginSearch({ month: "2026-13", by: "user", rule: "fair", w: "remix" })).toEqual(
      {},
    );
    expect(readMarginSearch({ by: "feature", rule: "none" })).toEqual({});
  });

  it("asks for whole months, over the end of a year too", () => {
    const question = marginQuestionOf({ by: "plan", rule: "cost" }, "2026-12");
    expect(question).toEqual({ from: "2026-12-01", to: "2027-01-01", by: "plan", rule: "cost" });
  });

  it("hands weights on, of groups with any name, and asks nothing before there are some", () => {
    const search = readMarginSearch({ rule: "weights", w: ["remix=2", "a=b=0.5"] });
    expect(marginQuestionOf(search, "2026-11")).toMatchObject({
      rule: "weights",
      "weight:remix": "2",
      "weight:a=b": "0.5",
    });
    expect(marginQuestionOf({ rule: "weights" }, "2026-11")).toBeNull();
    // Weights that were written stay in the address; another rule does not send them.
    expect(marginQuestionOf({ ...search, rule: "usage" }, "2026-11")).not.toHaveProperty(
      "weight:remix",
    );
  });
});
