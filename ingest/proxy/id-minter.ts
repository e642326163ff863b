import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";

const IDS_PER_DRAW = 256;

/** Mints UUIDv7s from random bytes drawn in bulk: one draw per id would cost more than a request's routing. */
export function createIdMinter(
  randomBytes: (count: number) => Uint8Array,
): (atMs: number) => string {
  let drawn = new Uint8Array(0);
  let used = 0;
  return (atMs) => {
    if (used + UUID_V7_RANDOM_BYTES > drawn.length) {
      drawn = Uint8Array.from(randomBytes(IDS_PER_DRAW * UUID_V7_RANDOM_BYTES));
      used = 0;
    }
    const random = drawn.subarray(used, used + UUID_V7_RANDOM_BYTES);
    used += UUID_V7_RANDOM_BYTES;
    return uuidV7(Math.trunc(atMs), random);
  };
}
