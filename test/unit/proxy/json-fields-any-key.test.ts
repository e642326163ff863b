import { describe, expect, it } from "vitest";
import { BodyFault } from "../../../ingest/proxy/field-reader.ts";
import { JsonFields } from "../../../ingest/proxy/json-fields.ts";

const read = (body: unknown, text = ["prompt.*.inputs.text", "prompt.*.inputs.width", "user"]) => {
  const reader = new JsonFields({
    text: new Set(text),
    presence: new Set(),
    file: new Set(),
    maxFieldBytes: 1_000,
    maxFieldsBytes: 2_000,
  });
  reader.write(Buffer.from(JSON.stringify(body)));
  return Object.fromEntries(reader.end().values);
};

describe("fields under any key", () => {
  it("are read whatever the keys are, one line for each, beside those of a given path", () => {
    const prompt = {
      "3": { class_type: "A", inputs: { text: "rain", width: 832, seed: 1 } },
      "57:28": { class_type: "B", inputs: { text: "blurry", width: 832 } },
    };
    expect(read({ user: "u", prompt, extra: { inputs: { text: "no" } } })).toEqual({
      user: "u",
      "prompt.*.inputs.text": "rain\nblurry",
      "prompt.*.inputs.width": "832\n832",
    });
  });

  it("are none of ours where they are no scalars, and never an error", () => {
    const odd = [["12", 0], { text: "deeper" }, null, [{ text: "x" }]];
    for (const text of odd) {
      expect(read({ prompt: { "3": { inputs: { text, Width: 5 } } } })).toEqual({});
    }
    expect(read({ prompt: "a text", user: "u" })).toEqual({ user: "u" });
    expect(read({ prompt: [{ inputs: { text: "x" } }], user: "u" })).toEqual({ user: "u" });
  });

  it("are bounded like all others", () => {
    const long = { a: { inputs: { text: "x".repeat(1_001) } } };
    expect(() => read({ prompt: long })).toThrow(BodyFault);
    const many = Object.fromEntries(
      Array.from({ length: 5 }, (_, at) => [at, { inputs: { text: "x".repeat(900) } }]),
    );
    expect(() => read({ prompt: many })).toThrow(BodyFault);
  });
});
