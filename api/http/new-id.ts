import { randomBytes } from "node:crypto";
import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";

/** The 12 bits behind the time count within a millisecond (RFC 9562 §6.2, method 1). */
const COUNTS = 0x1000;

let lastMs = -1;
let count = 0;

/**
 * Mints a UUIDv7 at a time, ms since the epoch. Those that this process mints in one millisecond
 * sort in the order of minting (up to 4,096 of them), so that what was changed first stands first.
 */
export function newIdAt(atMs: number): string {
  count = atMs === lastMs ? (count + 1) % COUNTS : 0;
  lastMs = atMs;
  const random = randomBytes(UUID_V7_RANDOM_BYTES);
  random.writeUInt16BE(count, 0);
  return uuidV7(atMs, random);
}
