import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonSkeleton, LONG_TEXT, MAX_TEXT_BYTES } from "../../../ingest/proxy/json-skeleton.ts";
import { parseJson } from "../../../ingest/proxy/json-tap.ts";
import { numberText } from "../../../ingest/proxy/number-text.ts";

const MAX_BYTES = 100_000;

function skeleton(bytes: Buffer, pieces: readonly number[] = []): Buffer | null {
  const read = new JsonSkeleton(MAX_BYTES);
  let from = 0;
  for (let turn = 0; from < bytes.length; turn += 1) {
    const to = from + (pieces.length === 0 ? bytes.length : (pieces[turn % pieces.length] ?? 1));
    read.write(bytes.subarray(from, to));
    from = to;
  }
  return read.text();
}

const written = (text: string): string => JSON.stringify(text).slice(1, -1);

/** What the skeleton of a value must parse to. */
function shortened(value: unknown): unknown {
  if (typeof value === "string") {
    return Buffer.byteLength(written(value)) > MAX_TEXT_BYTES ? LONG_TEXT : value;
  }
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each)]));
}

const awkward = fc.constantFrom(
  '"',
  "\\",
  "/",
  "\n",
  "\u0000",
  "é",
  "漢",
  "🎬",
  "\ud83c",
  "a",
  "=",
);
const long = fc
  .tuple(awkward, fc.integer({ min: 680, max: MAX_TEXT_BYTES + 3 }))
  .map(([character, times]) => character.repeat(times));
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(awkward).map((a) => a.join("")),
  long,
);
const name = fc.string({ maxLength: 12 }).filter((key) => key !== "__proto__");
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.constantFrom(null, true, false),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });

describe("the skeleton of a JSON text", () => {
  it("is the text with its long strings replaced, wherever it is cut", () => {
    fc.assert(
      fc.property(value, cuts, fc.boolean(), (json, pieces, spaced) => {
        const whole = Buffer.from(JSON.stringify(json, null, spaced ? 2 : 0));
        fc.pre(whole.length <= MAX_BYTES);
        expect(parseJson(skeleton(whole, pieces))).toEqual(shortened(json));
      }),
      { numRuns: 400 },
    );
  });

  it("is to the byte the text itself where no string is long", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), cuts, (json, pieces) => {
        const whole = Buffer.from(json);
        expect(skeleton(whole, pieces)?.equals(whole)).toBe(true);
      }),
    );
  });

  it("parses only what JSON.parse parses", () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.nat({ max: 255 }), cuts, (json, place, byte, pieces) => {
        const broken = Buffer.from(JSON.stringify(json));
        broken[place % broken.length] = byte;
        const read = parseJson(skeleton(broken, pieces));
        const whole = parseJson(broken);
        if (whole === undefined) expect(read).toBeUndefined();
        else if (read !== undefined) expect(read).toEqual(shortenedAsWritten(broken));
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps a number beside a clip as it was written", () => {
    const json = Buffer.from(
      `{"clip":"${"QUFB".repeat(50_000)}","usage":{"cost":0.10000000000000001}}`,
    );
    expect(numberText(skeleton(json, [333]) ?? Buffer.alloc(0), "usage.cost")).toBe(
      "0.10000000000000001",
    );
  });

  it.each([
    ["a text that ends inside a string", '{"a":"b'],
    ["a text that is nested too deeply", "[".repeat(65) + "]".repeat(65)],
    ["a key that is too long to be kept", `{"${"k".repeat(MAX_TEXT_BYTES + 1)}" :1}`],
    ["an escape that is none, in a string that is skipped", `["${"A".repeat(5_000)}\\x"]`],
    ["half an escape, in a string that is skipped", `["${"A".repeat(5_000)}\\u12"]`],
    ["a line break in a string that is skipped", `["${"A".repeat(5_000)}\n"]`],
    ["more than the bound outside its long strings", `[${"1,".repeat(MAX_BYTES / 2)}1]`],
  ])("is nothing for %s", (_name, json) => {
    expect(skeleton(Buffer.from(json), [97])).toBeNull();
  });

  it("takes no more memory for 64 MB of clip than for none", () => {
    const read = new JsonSkeleton(MAX_BYTES);
    const piece = Buffer.from("QUJD".repeat(16_384));
    read.write(Buffer.from('{"status":"done","clip":"'));
    for (let turn = 0; turn < 1_024; turn += 1) read.write(piece);
    read.write(Buffer.from('","seed":4}'));
    expect(parseJson(read.text())).toEqual({ status: "done", clip: LONG_TEXT, seed: 4 });
    expect(read.heldBytes).toBeLessThanOrEqual(16_384);
  });
});

/** The text's value with those strings replaced that are long as they are written, escapes and all. */
function shortenedAsWritten(json: Buffer): unknown {
  const texts = /"(?:[^"\\]|\\.)*"/gs;
  const short = json
    .toString("latin1")
    .replaceAll(texts, (each) =>
      each.length - 2 > MAX_TEXT_BYTES ? JSON.stringify(LONG_TEXT) : each,
    );
  return parseJson(Buffer.from(short, "latin1"));
}
