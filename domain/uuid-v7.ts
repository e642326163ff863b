/** UUIDv7 (RFC 9562 §5.7): 48 bits of unix ms, then 74 random bits. Ids sort by time of birth. */

export const UUID_V7_RANDOM_BYTES = 10;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_MS = 2 ** 48 - 1;

/**
 * Mints an id for a time (ms since the epoch) from at least 10 random bytes.
 * @throws RangeError when the time does not fit 48 bits or there are too few random bytes.
 */
export function uuidV7(atMs: number, random: Uint8Array): string {
  if (!Number.isInteger(atMs) || atMs < 0 || atMs > MAX_MS) {
    throw new RangeError(`${atMs} is no millisecond that a UUIDv7 can hold`);
  }
  if (random.length < UUID_V7_RANDOM_BYTES) {
    throw new RangeError(`a UUIDv7 needs ${UUID_V7_RANDOM_BYTES} random bytes`);
  }
  const time = atMs.toString(16).padStart(12, "0");
  const hex = (index: number): string => HEX[byteAt(random, index)] ?? "";
  const version = HEX[0x70 | (byteAt(random, 0) & 0x0f)] ?? "";
  const variant = HEX[0x80 | (byteAt(random, 2) & 0x3f)] ?? "";
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(1)}-${variant}${hex(3)}-` +
    `${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
  );
}

/** The time part of a UUIDv7 in ms, or null for anything that is not a version 7 UUID. */
export function uuidV7Ms(id: string): number | null {
  if (!isUuid(id) || id[14] !== "7") return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** True for the textual form of any UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Every byte in hex: ids are minted for each request. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
