/** Longest text that stays, in bytes as they are written between the quotes. */
export const MAX_TEXT_BYTES = 4_096;
/** What stands for a longer one: no word of any provider, and never empty. */
export const LONG_TEXT = "[long text]";

const MAX_DEPTH = 64;
const FIRST_CAPACITY = 16_384;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const STAND_IN = Buffer.from(LONG_TEXT);
/** What may follow a backslash, beside `u`: " / \ b f n r t. */
const ESCAPES: ReadonlySet<number> = new Set([0x22, 0x2f, 0x5c, 0x62, 0x66, 0x6e, 0x72, 0x74]);
const UNICODE = 0x75;

/**
 * Reads a JSON text of any length as it streams by and keeps its skeleton: the same text with every long string (a clip
 * as base64) replaced by `LONG_TEXT`; numbers stay as they are written. Memory is bounded by `maxBytes`, whatever comes.
 * What breaks inside a string is noticed here, what breaks outside of them by whoever parses the skeleton.
 */
export class JsonSkeleton {
  readonly #maxBytes: number;
  #kept: Buffer = Buffer.alloc(0);
  #length = 0;
  #unread = false;
  #depth = 0;
  /** Where the string that is being read begins in what is kept, after its quote; -1 outside of strings. */
  #stringAt = -1;
  #isLong = false;
  /** The string before was a long one: as a key it would stand for any other, so the text is given up. */
  #afterLong = false;
  #escaped = false;
  #hexLeft = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && !this.#unread;) {
      at = this.#stringAt === -1 ? this.#outside(chunk, at) : this.#inside(chunk, at);
    }
  }

  /** The skeleton so far; null when the text is surely broken, nested too deeply, or too long even so. */
  text(): Buffer | null {
    return this.#unread || this.#stringAt !== -1 ? null : this.#kept.subarray(0, this.#length);
  }

  /** True once nothing can be made of it, whatever comes. */
  get unread(): boolean {
    return this.#unread;
  }

  /** Bytes that are held in memory. */
  get heldBytes(): number {
    return this.#kept.length;
  }

  /** Up to the next quote. @returns where to go on. */
  #outside(chunk: Buffer, from: number): number {
    const quote = chunk.indexOf(QUOTE, from);
    const end = quote === -1 ? chunk.length : quote;
    for (let at = from; at < end; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === 0x7b || byte === 0x5b) this.#depth += 1;
      else if (byte === 0x7d || byte === 0x5d) this.#depth -= 1;
      else if (byte === COLON && this.#afterLong) this.#giveUp();
      if (this.#depth > MAX_DEPTH) this.#giveUp();
      if (byte > 0x20) this.#afterLong = false;
    }
    this.#keep(chunk, from, quote === -1 ? end : end + 1);
    if (quote === -1) return end;
    this.#stringAt = this.#length;
    this.#isLong = false;
    return end + 1;
  }

  /** Up to the quote that ends the string. @returns where to go on. */
  #inside(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#hexLeft > 0) {
        if (!isHex(byte)) return this.#giveUp();
        this.#hexLeft -= 1;
      } else if (this.#escaped) {
        this.#escaped = false;
        if (byte === UNICODE) this.#hexLeft = 4;
        else if (!ESCAPES.has(byte)) return this.#giveUp();
      } else if (byte === QUOTE) {
        this.#keepText(chunk, from, at);
        this.#keep(chunk, at, at + 1);
        this.#stringAt = -1;
        this.#afterLong = this.#isLong;
        return at + 1;
      } else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte < 0x20) return this.#giveUp();
    }
    this.#keepText(chunk, from, chunk.length);
    return chunk.length;
  }

  #keepText(chunk: Buffer, from: number, to: number): void {
    if (this.#isLong) return;
    if (this.#length - this.#stringAt + to - from <= MAX_TEXT_BYTES) {
      this.#keep(chunk, from, to);
      return;
    }
    this.#isLong = true;
    this.#length = this.#stringAt;
    this.#keep(STAND_IN, 0, STAND_IN.length);
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    const length = this.#length + to - from;
    if (length > this.#maxBytes) this.#giveUp();
    if (this.#unread) return;
    if (length > this.#kept.length) this.#grow(length);
    bytes.copy(this.#kept, this.#length, from, to);
    this.#length = length;
  }

  #grow(length: number): void {
    const doubled = Math.max(length, FIRST_CAPACITY, this.#kept.length * 2);
    const grown = Buffer.alloc(Math.min(doubled, this.#maxBytes));
    this.#kept.copy(grown, 0, 0, this.#length);
    this.#kept = grown;
  }

  /** @returns where to go on: nowhere. */
  #giveUp(): number {
    this.#unread = true;
    this.#kept = Buffer.alloc(0);
    this.#length = 0;
    return 0;
  }
}

function isHex(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x66) ||
    (byte >= 0x41 && byte <= 0x46)
  );
}
