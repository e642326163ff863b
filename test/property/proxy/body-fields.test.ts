import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyFault, wantedFields, type FieldReader } from "../../../ingest/proxy/field-reader.ts";
import { JsonFields } from "../../../ingest/proxy/json-fields.ts";
import { MultipartFields } from "../../../ingest/proxy/multipart-fields.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";

const BOUNDARY = "----form-boundary-0123";
const wanted = wantedFields(openaiAdapter, { maxFieldBytes: 4_096, maxFieldsBytes: 8_192 });

/** What a reader makes of a body cut in these pieces: its fields, or the code of its fault. */
function readPieces(reader: FieldReader, pieces: readonly Buffer[]): unknown {
  try {
    for (const piece of pieces) reader.write(piece);
    const { values, files } = reader.end();
    return { values: byName([...values]), files: [...files].toSorted(byText) };
  } catch (error) {
    if (error instanceof BodyFault) return error.code;
    throw error;
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function byName<T>(pairs: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return pairs.toSorted(([a], [b]) => byText(a, b));
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].toSorted(
    (a, b) => a - b,
  );
  const bounds = [0, ...places, bytes.length];
  return bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
}

const names = fc.constantFrom(
  "model",
  "prompt",
  "seconds",
  "video[id]",
  "user",
  "note",
  "metadata[user_id]",
);
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    "\r\n",
    "--",
    `\r\n-${BOUNDARY}`,
    "\r\n--",
    "\r",
    "----form-boundary-012",
    "漢字 🎬",
  ),
);
const file = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(Buffer.from("\r\n--"), Buffer.from(`\r\n-${BOUNDARY}`), Buffer.from("\n\r\r\n")),
);
const part = fc.oneof(
  fc.record({ name: names, value: text.map((value) => Buffer.from(value)) }),
  fc.record({
    name: fc.constantFrom("input_reference", "video", "model"),
    filename: fc.constant("a.png"),
    value: file,
  }),
);
const cuts = fc.array(fc.nat(), { maxLength: 12 });

function form(parts: readonly { name: string; filename?: string; value: Buffer }[]): Buffer {
  const written = parts.map(({ name, filename, value }) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`),
      Buffer.from(
        filename === undefined ? "" : `; filename="${filename}"\r\nContent-Type: image/png`,
      ),
      Buffer.from("\r\n\r\n"),
      value,
      Buffer.from("\r\n"),
    ]),
  );
  return Buffer.concat([...written, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

describe("reading names inside arrays", () => {
  const inArrays = {
    ...wanted,
    text: new Set(["content[].text", "model", "deep[].of[].it"]),
    presence: new Set(["content[].video_url"]),
  };
  const read = (body: unknown) =>
    readPieces(new JsonFields(inArrays), [Buffer.from(JSON.stringify(body))]);

  it("makes lines of one name's texts, and finds what stands in any element", () => {
    const element = fc.record(
      { type: fc.string(), text: fc.string({ maxLength: 30 }), video_url: fc.jsonValue() },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), cuts, (content, at) => {
        const body = Buffer.from(JSON.stringify({ model: "m", other: [1, [2]], content }));
        const texts = content.flatMap(({ text: each }) => each ?? []);
        const hasVideo = content.some(({ video_url: url }) => url !== undefined && url !== null);
        const expected = byName<string>([
          ["model", "m"],
          ...(texts.length === 0 ? [] : [["content[].text", texts.join("\n")] as const]),
          ...(hasVideo ? [["content[].video_url", ""] as const] : []),
        ]);
        expect(readPieces(new JsonFields(inArrays), cut(body, at))).toEqual({
          values: expected,
          files: [],
        });
      }),
      { numRuns: 200 },
    );
  });

  it("goes as deep as a name does, and refuses names that only case tells apart", () => {
    expect(read({ deep: [{ of: [{ it: "a" }] }, { of: [{ it: "b" }, { it: 3 }] }] })).toEqual({
      values: [["deep[].of[].it", "a\nb\n3"]],
      files: [],
    });
    expect(read({ Content: [{ text: "a" }] })).toBe("invalid_field");
    expect(read({ content: [{ Text: "a" }] })).toBe("invalid_field");
    expect(read({ content: [{ text: { a: 1 } }] })).toBe("invalid_field");
    expect(read({ content: [{ text: "a", text2: "b" }, "c", 5, null, []] })).toEqual({
      values: [["content[].text", "a"]],
      files: [],
    });
  });

  it("keeps no more text than its bound over all elements", () => {
    const lines = (count: number) => ({
      content: Array.from({ length: count }, () => ({ text: "x".repeat(99) })),
    });
    expect(read(lines(40))).toMatchObject({ files: [] });
    expect(read(lines(41))).toBe("field_too_long");
  });
});

describe("reading the fields of a form", () => {
  it("finds the same fields, or the same fault, however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), cuts, (parts, at) => {
        const body = form(parts);
        const whole = readPieces(new MultipartFields(BOUNDARY, wanted), [body]);
        expect(readPieces(new MultipartFields(BOUNDARY, wanted), cut(body, at))).toEqual(whole);
        const bytes = Array.from(body, (_, index) => body.subarray(index, index + 1));
        expect(readPieces(new MultipartFields(BOUNDARY, wanted), bytes)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("agrees with an independent parser on every well-formed form of distinct fields", async () => {
    const distinct = fc.uniqueArray(
      fc.record({ name: names, value: fc.string({ unit: "grapheme", maxLength: 40 }) }),
      { selector: (each) => each.name, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(distinct, async (parts) => {
        fc.pre(parts.length > 0);
        const body = form(parts.map(({ name, value }) => ({ name, value: Buffer.from(value) })));
        const type = `multipart/form-data; boundary=${BOUNDARY}`;
        const parsed = await new Response(new Uint8Array(body), {
          headers: { "content-type": type },
        }).formData();
        const expected = parts
          .filter(({ name }) => name !== "note")
          .map(({ name }): [string, unknown] => [
            name.replace(/\[(.*)\]/, ".$1"),
            parsed.get(name),
          ]);
        expect(readPieces(new MultipartFields(BOUNDARY, wanted), [body])).toEqual({
          values: byName(expected),
          files: [],
        });
      }),
      { numRuns: 100 },
    );
  });

  it("is complete from the closing delimiter on and never before", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const body = form(parts);
        const reader = new MultipartFields(BOUNDARY, wanted);
        const closing = body.lastIndexOf(`${BOUNDARY}--`) + BOUNDARY.length + 2;
        try {
          reader.write(body.subarray(0, closing - 1));
          expect(reader.complete).toBe(false);
          reader.write(body.subarray(closing - 1, closing));
          expect(reader.complete).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(BodyFault);
        }
      }),
    );
  });
});

const jsonValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 5 }), tie("value"), { maxKeys: 3 }),
  ),
})).value;

const jsonBody = fc.record(
  {
    model: fc.string({ unit: "binary", maxLength: 20 }),
    prompt: fc.string({ unit: "binary", maxLength: 60 }),
    seconds: fc.oneof(fc.integer(), fc.constantFrom("4", "8")),
    metadata: fc.record({ user_id: fc.string({ maxLength: 9 }) }, { requiredKeys: [] }),
    other: jsonValue,
  },
  { requiredKeys: [] },
);

describe("reading the fields of JSON", () => {
  it("finds what JSON.parse finds, however the bytes are cut", () => {
    fc.assert(
      fc.property(jsonBody, cuts, fc.boolean(), (body, at, spaced) => {
        const bytes = Buffer.from(JSON.stringify(body, null, spaced ? 2 : undefined));
        const parsed = JSON.parse(bytes.toString("utf8")) as typeof body;
        const expected = [
          ["metadata.user_id", parsed.metadata?.user_id],
          ["model", parsed.model],
          ["prompt", parsed.prompt],
          ["seconds", parsed.seconds === undefined ? undefined : String(parsed.seconds)],
        ].filter(([, value]) => value !== undefined);
        const whole = readPieces(new JsonFields(wanted), [bytes]);
        expect(whole).toEqual({ values: expected, files: [] });
        expect(readPieces(new JsonFields(wanted), cut(bytes, at))).toEqual(whole);
        const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
        expect(readPieces(new JsonFields(wanted), single)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("takes nothing that JSON.parse refuses, and refuses keys that stand twice", () => {
    const damaged = fc
      .tuple(
        jsonBody,
        fc.nat(),
        fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "t", "x", "1", " "),
      )
      .map(([body, at, byte]) => {
        const json = JSON.stringify(body);
        const place = at % (json.length + 1);
        return json.slice(0, place) + byte + json.slice(place);
      });
    fc.assert(
      fc.property(damaged, (json) => {
        const read = readPieces(new JsonFields(wanted), [Buffer.from(json)]);
        if (typeof read === "string") return;
        // Strings that are skipped are not read at all; everything else must be JSON.
        const parsed: unknown = parseOrNull(json);
        // A stray backslash is the one damage that a skipped string can hide.
        if (parsed === null) expect(json).toContain("\\");
        else expect(parsed).toBeTypeOf("object");
      }),
      { numRuns: 300 },
    );
  });
});

function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
