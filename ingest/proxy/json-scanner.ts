import { BodyFault } from "./field-reader.ts";

/** Hears of the values under an object's keys; `path` joins the keys with dots, an array's elements are `key[]`. */
export interface JsonVisitor {
  /** How many bytes of a string to keep; 0 skips it. */
  maxBytesOf(path: string): number;
  tooLong(path: string): never;
  /** A string (null when skipped), or a number or boolean as written. Nulls are not reported. */
  scalar(path: string, text: string | null): void;
  /** @returns false when nothing in it is wanted. */
  container(path: string, isArray: boolean): boolean;
}

const MAX_DEPTH = 32;
const MAX_KEYS = 10_000;
const MAX_KEY_BYTES = 256;
const MAX_LITERAL_BYTES = 64;
const MAX_TRAILING_BYTES = 1_024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

interface Container {
  readonly isArray: boolean;
  /** Path of the container; null where the visitor wants nothing of what is in it. */
  readonly path: string | null;
  readonly keys: Set<string>;
  key: string;
}

type Expecting = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "end";

/** An incremental scanner of one JSON object, bounded in depth, keys and memory. @throws BodyFault */
export class JsonScanner {
  complete = false;
  readonly #visitor: JsonVisitor;
  readonly #stack: Container[] = [];
  #expecting: Expecting = "value";
  #token: "none" | "string" | "literal" = "none";
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #keepBytes = 0;
  #escaped = false;
  #keys = 0;
  #trailing = 0;

  constructor(visitor: JsonVisitor) {
    this.#visitor = visitor;
  }

  write(chunk: Buffer): void {
    // Found once per stretch: a search per string would be quadratic in a chunk of many strings.
    let backslash = -2;
    for (let at = 0; at < chunk.length;) {
      if (this.#token === "string") {
        if (this.#escaped) {
          this.#keep(chunk.subarray(at, at + 1));
          this.#escaped = false;
          at += 1;
          continue;
        }
        const quote = found(chunk.indexOf(QUOTE, at), chunk.length);
        if (backslash !== chunk.length && backslash < at) {
          backslash = found(chunk.indexOf(BACKSLASH, at), chunk.length);
        }
        const stop = Math.min(quote, backslash);
        this.#keep(chunk.subarray(at, stop));
        if (stop === backslash && stop < chunk.length) {
          this.#keep(chunk.subarray(stop, stop + 1));
          this.#escaped = true;
        } else if (stop < chunk.length) {
          this.#endString();
        }
        at = stop + 1;
      } else {
        at += this.#byte(chunk, at);
      }
    }
  }

  end(): void {
    if (!this.complete) throw malformed("ends before its JSON does");
  }

  /** Handles one byte outside strings; returns how many were taken (0: look at it again). */
  #byte(chunk: Buffer, at: number): 0 | 1 {
    const byte = chunk[at] ?? 0;
    if (this.#token === "literal") {
      if (isLiteralByte(byte)) {
        this.#keep(chunk.subarray(at, at + 1));
        return 1;
      }
      this.#endLiteral();
      return 0;
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      if (this.#expecting === "end") this.#trailing += 1;
      if (this.#trailing > MAX_TRAILING_BYTES) throw malformed("goes on after its JSON");
      return 1;
    }
    const expecting = this.#expecting;
    if (byte === QUOTE && accepts(expecting, "string")) this.#beginString();
    else if ((byte === 0x7b || byte === 0x5b) && accepts(expecting, "value"))
      this.#open(byte === 0x5b);
    else if ((byte === 0x7d || byte === 0x5d) && expecting.endsWith("end"))
      this.#close(byte === 0x5d);
    else if (byte === 0x3a && expecting === "colon") this.#expecting = "value";
    else if (byte === 0x2c && expecting === "comma-or-end") this.#comma();
    else if (isLiteralByte(byte) && accepts(expecting, "value")) {
      this.#beginToken("literal", MAX_LITERAL_BYTES);
      this.#keep(chunk.subarray(at, at + 1));
    } else throw malformed("is not valid JSON");
    return 1;
  }

  #beginString(): void {
    const isKey = this.#expecting === "key" || this.#expecting === "key-or-end";
    const path = isKey ? null : this.#path();
    this.#beginToken(
      "string",
      isKey ? MAX_KEY_BYTES : path === null ? 0 : this.#visitor.maxBytesOf(path),
    );
  }

  #beginToken(token: "string" | "literal", keepBytes: number): void {
    if (this.#stack.length === 0) throw malformed("is not a JSON object");
    this.#token = token;
    this.#keepBytes = keepBytes;
    this.#kept = [];
    this.#keptBytes = 0;
  }

  #keep(bytes: Buffer): void {
    if (this.#keepBytes === 0 || bytes.length === 0) return;
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > this.#keepBytes) {
      const path = this.#expecting === "value" ? this.#path() : null;
      if (this.#token === "string" && path !== null) this.#visitor.tooLong(path);
      throw malformed("has a key or number that is too long");
    }
    this.#kept.push(Buffer.from(bytes));
  }

  #endString(): void {
    this.#token = "none";
    const skipped = this.#keepBytes === 0;
    const text = skipped ? null : decodeString(Buffer.concat(this.#kept));
    if (this.#expecting === "key" || this.#expecting === "key-or-end") {
      this.#addKey(text ?? "");
      return;
    }
    const path = this.#path();
    if (path !== null) this.#visitor.scalar(path, text);
    this.#afterValue();
  }

  #endLiteral(): void {
    this.#token = "none";
    const text = Buffer.concat(this.#kept).toString("latin1");
    if (!LITERAL.test(text)) throw malformed("is not valid JSON");
    const path = this.#path();
    if (path !== null && text !== "null") this.#visitor.scalar(path, text);
    this.#afterValue();
  }

  #addKey(key: string): void {
    const top = this.#stack.at(-1);
    this.#keys += 1;
    if (this.#keys > MAX_KEYS) throw malformed("has too many keys");
    if (top === undefined || top.keys.has(key)) {
      throw new BodyFault("duplicate_field", "names one key twice", key.slice(0, 100));
    }
    top.keys.add(key);
    top.key = key;
    this.#expecting = "colon";
  }

  #open(isArray: boolean): void {
    if (this.#stack.length === 0 && isArray) throw malformed("is not a JSON object");
    if (this.#stack.length >= MAX_DEPTH) throw malformed("is nested too deeply");
    const path = this.#stack.length === 0 ? "" : this.#path();
    const wanted = path === "" || (path !== null && this.#visitor.container(path, isArray));
    this.#stack.push({ isArray, path: wanted ? path : null, keys: new Set(), key: "" });
    this.#expecting = isArray ? "value-or-end" : "key-or-end";
  }

  #close(isArray: boolean): void {
    if (this.#stack.pop()?.isArray !== isArray) throw malformed("is not valid JSON");
    this.#afterValue();
  }

  #comma(): void {
    this.#expecting = this.#stack.at(-1)?.isArray === true ? "value" : "key";
  }

  #afterValue(): void {
    this.complete = this.#stack.length === 0;
    this.#expecting = this.complete ? "end" : "comma-or-end";
  }

  /** Path of the value that begins now; null when nobody wants it. */
  #path(): string | null {
    const top = this.#stack.at(-1);
    if (top === undefined || top.path === null) return null;
    if (top.isArray) return `${top.path}[]`;
    return top.path === "" ? top.key : `${top.path}.${top.key}`;
  }
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

function isLiteralByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}

function accepts(expecting: Expecting, what: "string" | "value"): boolean {
  if (expecting === "value" || expecting === "value-or-end") return true;
  return what === "string" && (expecting === "key" || expecting === "key-or-end");
}

function found(index: number, length: number): number {
  return index === -1 ? length : index;
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeString(raw: Buffer): string {
  try {
    return String(JSON.parse(`"${STRICT_UTF8.decode(raw)}"`));
  } catch {
    throw malformed("has a string that is not valid JSON");
  }
}

function malformed(reason: string): BodyFault {
  return new BodyFault("invalid_json", reason);
}
