import { MAX_STORED_NANO, nanoOfNumber, type Nano } from "../../domain/money.ts";

/**
 * An amount of money or units as a number is written, in nano; null for none, one below zero or one that no book holds.
 * @param perUnit how many of what is counted make one unit.
 */
export function readAmount(text: string | null, perUnit = 1n): Nano | null {
  const nano = text === null ? null : nanoOfNumber(text, perUnit);
  return nano === null || nano < 0n || nano > MAX_STORED_NANO ? null : nano;
}
