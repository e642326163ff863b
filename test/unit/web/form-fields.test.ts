import { describe, expect, it } from "vitest";
import { parsePairs, splitList } from "../../../web/forms/form-fields.ts";
import { en } from "../../../web/i18n/en.ts";
import { readAttribution } from "../../../web/pages/keys/read-attribution.ts";
import { conditionValue } from "../../../web/pages/prices/condition-value.ts";
import { missingFrom } from "../../../web/pages/setup/missing-from.ts";

describe("what is typed into a form", () => {
  it("reads lines of pairs, and names the line that is none", () => {
    expect(parsePairs("feature=remix\n\n url = a=b ")).toEqual({
      kind: "pairs",
      pairs: { feature: "remix", url: "a=b" },
    });
    expect(parsePairs("feature=remix\nsurface")).toEqual({ kind: "bad", line: "surface" });
  });

  it("splits lists and drops what is empty", () => {
    expect(splitList(" sora-2, ,sora-2-pro,")).toEqual(["sora-2", "sora-2-pro"]);
  });

  it("takes a name that is no attribution field as a tag", () => {
    expect(readAttribution("feature=remix\nteam=growth", "pinned", en)).toEqual({
      feature: "remix",
      tags: { team: "growth" },
    });
    expect(readAttribution("", "pinned", en)).toBeNull();
    expect(() => readAttribution("remix", "pinned", en)).toThrow("“remix” is not a pair");
  });

  it("keeps a condition's kind: numbers and truth values are not text", () => {
    expect(["true", "12", "1280x720", "-0.5"].map(conditionValue)).toEqual([
      true,
      12,
      "1280x720",
      -0.5,
    ]);
  });

  it("tells what a first request lacks and which header says it", () => {
    expect(missingFrom({ feature: "(none)", user: "u_1", estimate: null })).toEqual([
      { what: "feature", header: "Reelmeter-Feature: remix" },
      { what: "price", header: null },
    ]);
    expect(missingFrom({ feature: "remix", user: "u_1", estimate: "0.4" })).toEqual([]);
  });
});
