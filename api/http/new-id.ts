import { randomBytes } from "node:crypto";
import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";

/** Mints a UUIDv7 at a time, ms since the epoch. */
export function newIdAt(atMs: number): string {
  return uuidV7(atMs, randomBytes(UUID_V7_RANDOM_BYTES));
}
