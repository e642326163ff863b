import { createHash } from "node:crypto";
import { multipartBoundary, readMultipart } from "./multipart.ts";
import { Refusal, invalidParameter } from "./refusal.ts";

/** A request body, read once: its small fields, and the count of everything else. */
export interface ReadBody {
  /** By name; nested JSON as in forms, `video[id]`. JSON numbers and booleans keep their type. */
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Bytes of each uploaded file, by field name. */
  readonly files: ReadonlyMap<string, number>;
  readonly fault: Error | null;
  readonly bytes: number;
  readonly sha256: string;
}

export type FieldValue = string | number | boolean | null;

const maxNesting = 4;

/**
 * Reads a body as it arrives. A malformed or too long one is not thrown but returned as `fault`,
 * so that what did arrive is still recorded. Rejects only when the client leaves midway.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string,
  maxBytes: number,
): Promise<ReadBody> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  const read = await parse(counted(), contentType).catch((fault: unknown) => {
    if (!(fault instanceof Refusal)) throw fault;
    return { fields: new Map<string, FieldValue>(), files: new Map<string, number>(), fault };
  });
  return { fault: null, ...read, bytes, sha256: hash.digest("hex") };
}

async function parse(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<Pick<ReadBody, "fields" | "files">> {
  const boundary = multipartBoundary(contentType);
  if (boundary !== null) return readMultipart(chunks, boundary);
  const whole: Uint8Array[] = [];
  for await (const chunk of chunks) whole.push(chunk);
  const fields = new Map<string, FieldValue>();
  const text = Buffer.concat(whole).toString("utf8");
  if (text.trim() !== "") flatten("", parseJson(text, contentType), fields, 0);
  return { fields, files: new Map() };
}

function parseJson(text: string, contentType: string): unknown {
  if (!/^application\/json\b/i.test(contentType)) {
    throw new Refusal({
      status: 415,
      message: `Unsupported content type '${contentType}'. Send application/json or multipart/form-data.`,
      type: "invalid_request_error",
      param: null,
      code: "unsupported_content_type",
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw invalidParameter("body", "invalid_json", "The request body is not valid JSON.");
  }
}

/** Writes nested JSON under the names a form would use. */
function flatten(name: string, value: unknown, into: Map<string, FieldValue>, depth: number): void {
  if (typeof value === "object" && value !== null) {
    if (depth > maxNesting) return;
    for (const [key, inner] of Object.entries(value)) {
      flatten(name === "" ? key : `${name}[${key}]`, inner, into, depth + 1);
    }
  } else if (
    name !== "" &&
    (value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean")
  ) {
    into.set(name, value);
  }
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal({
    status: 413,
    message: `The request body is larger than ${maxBytes} bytes.`,
    type: "invalid_request_error",
    param: null,
    code: "request_too_large",
  });
}
