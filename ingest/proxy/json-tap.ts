import type { UpstreamHeaders } from "./answer-headers.ts";
import { decodeBody } from "./decode-body.ts";
import { JsonSkeleton } from "./json-skeleton.ts";

/**
 * Keeps the bytes of a JSON answer while it passes, up to a bound, to read it afterwards. Of a longer one only the
 * skeleton is kept, within the same bound: everything but its long strings.
 */
export class JsonTap {
  /** True when the answer can be held until its end: it names a length within the bound, or somebody said so. */
  readonly whole: boolean;
  readonly #headers: UpstreamHeaders;
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #length = 0;
  #overflowed = false;
  #skeleton: JsonSkeleton | null = null;
  #text: string | null = null;

  private constructor(whole: boolean, headers: UpstreamHeaders, maxBytes: number) {
    this.whole = whole;
    this.#headers = headers;
    this.#maxBytes = maxBytes;
  }

  /**
   * A tap for an answer with these headers, or null when it is of another type. An answer that names no type is tapped
   * too, unless it is long: it may be empty, which can mean something.
   * @param holdsUnsized whether an answer of unknown length is to be held; see `fits`.
   */
  static for(headers: UpstreamHeaders, maxBytes: number, holdsUnsized = false): JsonTap | null {
    const type = headers["content-type"];
    if (maxBytes === 0 || (type !== undefined && !isJsonType(type))) return null;
    const named = headers["content-length"];
    const length = named === undefined ? null : Number(named);
    const isLong = length !== null && length > maxBytes;
    if (isLong && type === undefined) return null;
    return new JsonTap(!isLong && (length !== null || holdsUnsized), headers, maxBytes);
  }

  /** A header of the answer, null when it is not there or there several times. */
  readonly header = (name: string): string | null => {
    const value = this.#headers[name];
    return typeof value === "string" ? value : null;
  };

  /** False when another chunk is more than the bound: the bytes are kept no longer once it is taken all the same. */
  fits(chunk: Buffer): boolean {
    return this.#length + chunk.length <= this.#maxBytes;
  }

  take(chunk: Buffer): void {
    if (this.#overflowed) {
      this.#skeleton?.write(chunk);
      return;
    }
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) this.#overflow(chunk);
    else this.#chunks.push(chunk);
  }

  /** Encoded bytes have no skeleton; identity was asked for. */
  #overflow(chunk: Buffer): void {
    this.#overflowed = true;
    if (isPlain(this.header("content-encoding"))) {
      this.#skeleton = new JsonSkeleton(this.#maxBytes);
      for (const each of this.#chunks) this.#skeleton.write(each);
      this.#skeleton.write(chunk);
    }
    this.#chunks = [];
  }

  /** True once more came than the bound: then `plain` and `parse` are of its skeleton. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  bytes(): Buffer {
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
  }

  /** The bytes as a Latin-1 string, one character each: node sends it in one write with the head. */
  text(): string {
    return (this.#text ??= this.bytes().toString("latin1"));
  }

  /** The parsed answer, or its skeleton; undefined when it is encoded beyond reading, or not JSON. */
  parse(): unknown {
    return parseJson(this.plain());
  }

  /** The decoded answer, or its skeleton; null when it can't be read. */
  plain(): Buffer | null {
    if (this.#overflowed) return this.#skeleton?.text() ?? null;
    return decodeBody(this.bytes(), this.header("content-encoding"), this.#maxBytes);
  }
}

/** True for `application/json` and its kin, as a header writes it. */
export function isJsonType(type: string | string[] | undefined): boolean {
  return typeof type === "string" && JSON_TYPE.test(type);
}

function isPlain(encoding: string | null): boolean {
  return encoding === null || /^\s*(?:identity)?\s*$/i.test(encoding);
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
