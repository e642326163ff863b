/**
 * A small seeded generator of numbers in [0, 1): same seed, same sequence. Not for secrets.
 * The algorithm is mulberry32 (public domain, Tommy Ettinger).
 */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws `length` lower-case hexadecimal digits. */
export function drawHex(random: () => number, length: number): string {
  let digits = "";
  while (digits.length < length) {
    digits += Math.floor(random() * 0x1000000)
      .toString(16)
      .padStart(6, "0");
  }
  return digits.slice(0, length);
}
