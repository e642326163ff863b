import type { UpstreamHeaders } from "./answer-headers.ts";
import { decodeBody } from "./decode-body.ts";

/** Keeps the bytes of a JSON answer while it passes, up to a bound, to read it afterwards. */
export class JsonTap {
  /** True when the answer can be held until its end: it names a length within the bound, or somebody said so. */
  readonly whole: boolean;
  readonly #headers: UpstreamHeaders;
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #length = 0;
  #overflowed = false;
  #text: string | null = null;

  private constructor(whole: boolean, headers: UpstreamHeaders, maxBytes: number) {
    this.whole = whole;
    this.#headers = headers;
    this.#maxBytes = maxBytes;
  }

  /**
   * A tap for an answer with these headers, or null when it is of another type or surely too long. An answer that
   * names no type is tapped too: it may be empty, which can mean something.
   * @param holdsUnsized whether an answer of unknown length is to be held; see `fits`.
   */
  static for(headers: UpstreamHeaders, maxBytes: number, holdsUnsized = false): JsonTap | null {
    const type = headers["content-type"];
    if (maxBytes === 0 || (type !== undefined && !isJson(type))) return null;
    const named = headers["content-length"];
    const length = named === undefined ? null : Number(named);
    if (length !== null && length > maxBytes) return null;
    return new JsonTap(length !== null || holdsUnsized, headers, maxBytes);
  }

  /** A header of the answer, null when it is not there or there several times. */
  readonly header = (name: string): string | null => {
    const value = this.#headers[name];
    return typeof value === "string" ? value : null;
  };

  /** False when another chunk is more than the bound: what is here is lost when it is taken all the same. */
  fits(chunk: Buffer): boolean {
    return this.#length + chunk.length <= this.#maxBytes;
  }

  take(chunk: Buffer): void {
    if (this.#overflowed) return;
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) {
      this.#overflowed = true;
      this.#chunks = [];
      return;
    }
    this.#chunks.push(chunk);
  }

  bytes(): Buffer {
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
  }

  /** The bytes as a Latin-1 string, one character each: node sends it in one write with the head. */
  text(): string {
    return (this.#text ??= this.bytes().toString("latin1"));
  }

  /** The parsed answer; undefined when it is too long, encoded beyond reading, or not JSON. */
  parse(): unknown {
    return parseJson(this.plain());
  }

  /** The decoded answer; null when it can't be read. */
  plain(): Buffer | null {
    if (this.#overflowed) return null;
    return decodeBody(this.bytes(), this.header("content-encoding"), this.#maxBytes);
  }
}

function isJson(type: string | string[]): boolean {
  return typeof type === "string" && JSON_TYPE.test(type);
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** The parsed text, or undefined for null and for what is not JSON. */
export function parseJson(bytes: Buffer | null): unknown {
  if (bytes === null) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined; // an unreadable answer is a case of its own for every caller
  }
}
