import { describe, expect, it } from "vitest";
import { parsePairs, splitList } from "../../../web/forms/form-fields.ts";
import { readTypedPairs, toTypedPairs } from "../../../web/forms/typed-pairs.ts";
import { plainDecimal } from "../../../web/format/number.ts";
import { en } from "../../../web/i18n/en.ts";
import { readAttribution } from "../../../web/pages/keys/read-attribution.ts";
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

  it("keeps a condition's kind: a number and the text of its digits are not the same", () => {
    const values = { seconds: "8", frames: 8, audio: false, size: "1280x720", half: -0.5 };
    expect(readTypedPairs(toTypedPairs(values))).toEqual({ kind: "pairs", pairs: values });
    expect(readTypedPairs([{ name: "", kind: "text", text: " " }])).toEqual({
      kind: "pairs",
      pairs: {},
    });
  });

  it.each([
    { name: "seconds", kind: "number", text: "eight" },
    { name: "", kind: "text", text: "8" },
    { name: "size", kind: "text", text: "" },
    { name: "mode", kind: "text", text: "again" },
  ] as const)("names the line of a condition that is none: %j", (line) => {
    const first = { name: "mode", kind: "text", text: "batch" } as const;
    expect(readTypedPairs([first, line])).toEqual({ kind: "bad", line: 2 });
  });

  it("writes a stored decimal as someone types it", () => {
    expect(["0.100000000", "8.000000000", "10", "100.500000000"].map(plainDecimal)).toEqual([
      "0.1",
      "8",
      "10",
      "100.5",
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
