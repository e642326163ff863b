import type { InternedTexts } from "./interned-texts.ts";

/** A reader may run this far past the pieces it has: fixed parts of a row are checked after they were read. */
const PADDING = 256;
const TWO_TO_32 = 4_294_967_296;

/**
 * Reads RowBinary (ClickHouse documentation, "RowBinary") out of pieces that end anywhere: little-endian integers, a
 * flag before each nullable value, texts after their length as LEB128. Who comes to the end in the middle of a row
 * goes back to its start and waits for the next piece.
 */
export class RowBinaryReader {
  #bytes: Buffer = Buffer.alloc(PADDING);
  #view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, PADDING);
  #at = 0;
  #end = 0;

  /** Puts a piece behind what is left of those before. */
  take(piece: Buffer): void {
    const left = this.#end - this.#at;
    const bytes = Buffer.allocUnsafe(left + piece.length + PADDING);
    this.#bytes.copy(bytes, 0, this.#at, this.#end);
    piece.copy(bytes, left);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = 0;
    this.#end = left + piece.length;
  }

  /** Where it reads; hand it back to `goTo`. */
  get position(): number {
    return this.#at;
  }

  goTo(position: number): void {
    this.#at = position;
  }

  /** Bytes that were not read; negative once it ran past the end, and then what was read is nonsense. */
  get left(): number {
    return this.#end - this.#at;
  }

  /** Everything that was not read. */
  rest(): Buffer {
    return this.#bytes.subarray(this.#at, this.#end);
  }

  byte(): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  /** A 64-bit integer; rounded when it is larger than a double holds. */
  integer(): number {
    const low = this.#view.getUint32(this.#at, true);
    const high = this.#view.getInt32(this.#at + 4, true);
    this.#at += 8;
    return high * TWO_TO_32 + low;
  }

  bigInteger(): bigint {
    const value = this.#view.getBigInt64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** The number of a text; -1 when it is not all there. */
  text(texts: InternedTexts): number {
    let length = 0;
    for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 0x80) {
      if (this.#at >= this.#end) return -1;
      byte = this.byte();
      length += (byte & 0x7f) * factor;
    }
    const from = this.#at;
    this.#at += length;
    return this.#at > this.#end ? -1 : texts.intern(this.#bytes, from, this.#at);
  }
}
