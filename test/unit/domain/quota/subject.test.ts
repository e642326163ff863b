import { describe, expect, it } from "vitest";
import {
  MAX_SUBJECT_DIMENSIONS,
  parseSubject,
  subjectToWire,
} from "../../../../domain/quota/subject.ts";

const reasonOf = (wire: Record<string, unknown>) => {
  const result = parseSubject(wire);
  return result.kind === "invalid" ? [result.field, result.reason] : result.subject;
};

describe("a rule's subject", () => {
  it.each([
    [{}, { each: [], fixed: {} }],
    [{ each: "user" }, { each: ["user"], fixed: {} }],
    [{ each: ["user", "feature"] }, { each: ["feature", "user"], fixed: {} }],
    [{ each: "tag:team" }, { each: ["tag:team"], fixed: {} }],
    [{ user: "u_42" }, { each: [], fixed: { user: "u_42" } }],
    [
      { each: "user", plan: "free" },
      { each: ["user"], fixed: { plan: "free" } },
    ],
    [
      { "tag:team": "red", key: "0190b0f4-7c5e-7000-8000-000000000001" },
      { each: [], fixed: { "tag:team": "red", key: "0190b0f4-7c5e-7000-8000-000000000001" } },
    ],
    [{ user: "x".repeat(200) }, { each: [], fixed: { user: "x".repeat(200) } }],
  ])("is read from %j", (wire, subject) => {
    expect(parseSubject(wire)).toEqual({ kind: "ok", subject });
  });

  it.each([{}, { each: "user" }, { each: ["feature", "user"], plan: "free" }, { "tag:a": "b" }])(
    "is written as it was read: %j",
    (wire) => {
      const result = parseSubject(wire);
      if (result.kind !== "ok") throw new Error(result.reason);
      expect(subjectToWire(result.subject)).toEqual(wire);
      expect(parseSubject(subjectToWire(result.subject))).toEqual(result);
    },
  );

  it.each([
    ["something that is no dimension", { each: "colour" }],
    ["a dimension that only generations have", { each: "model" }],
    ["a number", { each: 7 }],
    ["null", { each: null }],
    ["a list with a gap", { each: ["user", null] }],
    ["an object", { each: { user: true } }],
    ["a tag without a name", { each: "tag:" }],
  ])("can't count apart %s", (_what, wire) => {
    expect(reasonOf(wire)).toEqual([
      "each",
      "must name a dimension, or a list of them: user, customer, key, …",
    ]);
  });

  it("names no key that has no id, and does not take an empty list for everybody", () => {
    expect(reasonOf({ key: "my key" })).toEqual(["key", "must be the id of a key"]);
    expect(parseSubject({ each: [] })).toMatchObject({ kind: "invalid", field: "each" });
  });

  it("can't count a dimension twice, in a list or beside its value", () => {
    expect(reasonOf({ each: ["user", "user"] })).toEqual(["each", "names user twice"]);
    expect(reasonOf({ each: "user", user: "u_1" })).toEqual([
      "user",
      "is counted for each value already",
    ]);
  });

  it("can't select by what is no dimension of a rule", () => {
    for (const name of ["model", "status", "colour", "", "tag:", "constructor", "__proto__"]) {
      expect(reasonOf(Object.fromEntries([[name, "x"]]))).toEqual([
        name,
        "is not a dimension that a rule can name",
      ]);
    }
  });

  it.each([
    ["no text", 7],
    ["null", null],
    ["empty", ""],
    ["a list", ["a"]],
    ["long", "x".repeat(201)],
  ])("can't select by a value that is %s", (_what, value) => {
    expect(reasonOf({ plan: value })).toEqual(["plan", "must be text of 1 to 200 characters"]);
  });

  it("names a bounded number of dimensions", () => {
    const tags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag:t${index}`, "x"]));
    const wire = { each: "user", ...tags(MAX_SUBJECT_DIMENSIONS - 1) };
    expect(parseSubject(wire).kind).toBe("ok");
    expect(reasonOf({ ...wire, plan: "free" })).toEqual(["", "must name at most 8 dimensions"]);
  });
});
