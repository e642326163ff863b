const FIRST_SLOTS = 256;
const FIRST_BYTES = 4_096;

/**
 * Gives each distinct text a number, densely from 0. Texts come as UTF-8 bytes, a million times over, so those that
 * were met lately are known by their bytes, without making a string: in a table of one number for each hash. Whoever
 * chooses texts that fall into one slot of it makes us ask the map, whose own hashes nobody can foresee.
 */
export class InternedTexts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** All texts, one after the other, and where each one ends. */
  #bytes = Buffer.alloc(FIRST_BYTES);
  readonly #ends: number[] = [];
  /** By hash: the number of a text, plus one. */
  #slots = new Int32Array(FIRST_SLOTS);

  get size(): number {
    return this.#texts.length;
  }

  /** The number of the text between two offsets. */
  intern(bytes: Buffer, from: number, to: number): number {
    let hash = 0x811c9dc5; // FNV-1a
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
    const likely = (this.#slots[slot] ?? 0) - 1;
    if (likely >= 0 && this.#is(likely, bytes, from, to)) return likely;
    // Latin-1 names the same bytes as UTF-8, and any bytes at all.
    const key = bytes.toString("latin1", from, to);
    const number = this.#numbers.get(key) ?? this.#add(key, bytes, from, to);
    if (this.#slots.length < 2 * this.size) this.#slots = new Int32Array(4 * this.#slots.length);
    else this.#slots[slot] = number + 1;
    return number;
  }

  text(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new RangeError(`no text has the number ${number}`);
    return text;
  }

  /** Undefined for a text that was never met. */
  numberOf(text: string): number | undefined {
    return this.#numbers.get(Buffer.from(text).toString("latin1"));
  }

  #is(number: number, bytes: Buffer, from: number, to: number): boolean {
    const start = this.#ends[number - 1] ?? 0;
    const length = to - from;
    if ((this.#ends[number] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.#bytes[start + at] !== bytes[from + at]) return false;
    }
    return true;
  }

  #add(key: string, bytes: Buffer, from: number, to: number): number {
    const number = this.size;
    const start = this.#ends[number - 1] ?? 0;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(2 * end);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, start, from, to);
    this.#ends.push(end);
    this.#texts.push(bytes.toString("utf8", from, to));
    this.#numbers.set(key, number);
    return number;
  }
}
