import { describe, expect, it } from "vitest";
import { BodyFault, wantedFields } from "../../../ingest/proxy/field-reader.ts";
import { JsonFields } from "../../../ingest/proxy/json-fields.ts";
import { MultipartFields } from "../../../ingest/proxy/multipart-fields.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";

const wanted = wantedFields(openaiAdapter, { maxFieldBytes: 1_000, maxFieldsBytes: 1_500 });

function faultOf(read: () => void): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof BodyFault) return error.code;
    throw error;
  }
}

const json = (text: string | Buffer) =>
  faultOf(() => {
    const reader = new JsonFields(wanted);
    reader.write(Buffer.from(text));
    reader.end();
  });

const form = (text: string | Buffer) =>
  faultOf(() => {
    const reader = new MultipartFields("b", wanted);
    reader.write(Buffer.from(text));
    reader.end();
  });

const part = (name: string, value: string, more = "") =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

describe("JSON that two servers could read in two ways", () => {
  it.each([
    ["a key twice", '{"model":"a","model":"b"}', "duplicate_field"],
    ["a key twice, once escaped", '{"model":"a","mod\\u0065l":"b"}', "duplicate_field"],
    ["a nested key twice", '{"metadata":{"user_id":"a","user_id":"b"}}', "duplicate_field"],
    ["a field in other letters", '{"Model":"sora-2-pro"}', "invalid_field"],
    ["an array for a field", '{"model":["a"]}', "invalid_field"],
    ["an object for a field", '{"seconds":{"x":1}}', "invalid_field"],
    ["deep nesting", `{"x":${"[".repeat(10_000)}`, "invalid_json"],
    [
      "too many keys",
      `{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(",")}}`,
      "invalid_json",
    ],
    ["a huge number", `{"seconds":${"9".repeat(100)}}`, "invalid_json"],
    ["a field over its bound", `{"prompt":"${"x".repeat(1_001)}"}`, "field_too_long"],
    ["no object", "[1]", "invalid_json"],
    ["a bare string", '"x"', "invalid_json"],
    ["two objects", "{}{}", "invalid_json"],
    ["a byte order mark", "\ufeff{}", "invalid_json"],
    ["a comma too many", '{"a":1,}', "invalid_json"],
    ["single quotes", "{'a':1}", "invalid_json"],
    ["a comment", '{"a":1/**/}', "invalid_json"],
    ["NaN", '{"a":NaN}', "invalid_json"],
    ["a raw control character in a field", '{"model":"a\u0000b"}', "invalid_json"],
    ["an end too early", '{"a":1', "invalid_json"],
    ["endless white space behind it", `{}${" ".repeat(2_000)}`, "invalid_json"],
  ])("is refused: %s", (_name, text, code) => {
    expect(json(text)).toBe(code);
  });

  it("is refused when a field is not UTF-8", () => {
    expect(
      json(Buffer.from([...Buffer.from('{"model":"'), 0xff, 0xfe, ...Buffer.from('"}')])),
    ).toBe("invalid_json");
  });

  it("leaves prototype names inert", () => {
    const reader = new JsonFields(wanted);
    reader.write(Buffer.from('{"__proto__":{"model":"x"},"constructor":"y","model":"sora-2"}'));
    expect([...reader.end().values]).toEqual([["model", "sora-2"]]);
  });
});

describe("a form that two servers could read in two ways", () => {
  it.each([
    ["a field twice", `${part("model", "a")}${part("model", "b")}--b--`, "duplicate_field"],
    [
      "a field and its other spelling",
      `${part("video[id]", "a")}${part("video.id", "b")}--b--`,
      "duplicate_field",
    ],
    ["a field in other letters", `${part("MODEL", "a")}--b--`, "invalid_field"],
    [
      "a file where text decides the price",
      `${part("model", "a", '; filename="x"')}--b--`,
      "invalid_field",
    ],
    [
      "line feeds without returns",
      part("model", "a").replaceAll("\r\n", "\n"),
      "invalid_multipart",
    ],
    [
      "its boundary inside a file",
      `${part("video", "x\n--b\nseconds", '; filename="x"')}--b--`,
      "invalid_multipart",
    ],
    ["a preamble", `hello\r\n${part("model", "a")}--b--`, "invalid_multipart"],
    ["an epilogue", `${part("model", "a")}--b--${part("model", "b")}`, "invalid_multipart"],
    [
      "padding behind a boundary",
      part("model", "a").replace("--b\r\n", "--b \r\n"),
      "invalid_multipart",
    ],
    ["two names", `${part("model", "a", '; name="seconds"')}--b--`, "invalid_multipart"],
    [
      "an encoded name",
      `${part("model", "a", "; name*=utf-8''seconds")}--b--`,
      "invalid_multipart",
    ],
    ["an escaped name", `${part('mo\\"del', "a")}--b--`, "invalid_multipart"],
    [
      "a transfer encoding",
      part("model", "YQ==").replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n"),
      "invalid_multipart",
    ],
    [
      "another character set",
      part("model", "a").replace(
        "\r\n\r\n",
        "\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n",
      ),
      "invalid_multipart",
    ],
    [
      "a header twice",
      part("model", "a").replace(
        "\r\n\r\n",
        '\r\nContent-Disposition: form-data; name="x"\r\n\r\n',
      ),
      "invalid_multipart",
    ],
    [
      "a header over several lines",
      part("model", "a").replace("; name", ";\r\n name"),
      "invalid_multipart",
    ],
    ["no name", "--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--", "invalid_multipart"],
    ["an endless header", `--b\r\nX: ${"x".repeat(9_000)}`, "invalid_multipart"],
    [
      "too many parts",
      `${Array.from({ length: 201 }, (_, i) => part(`n${i}`, "")).join("")}--b--`,
      "invalid_multipart",
    ],
    ["a field over its bound", `${part("prompt", "x".repeat(1_001))}--b--`, "field_too_long"],
    [
      "fields over their bound together",
      `${part("prompt", "x".repeat(900))}${part("user", "x".repeat(900))}--b--`,
      "field_too_long",
    ],
    ["no end", part("model", "a"), "invalid_multipart"],
  ])("is refused: %s", (_name, text, code) => {
    expect(form(text)).toBe(code);
  });
});
