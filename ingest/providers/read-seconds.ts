import { isDecimal, parseNano, type Nano } from "../../domain/money.ts";

const MAX_SECONDS: Nano = 3_600_000_000_000n;

/** Seconds as nano; null for what is not a positive number of at most an hour. */
export function readSeconds(text: string): Nano | null {
  if (text.length > 12 || !isDecimal(text)) return null;
  const nano = parseNano(text);
  return nano > 0n && nano <= MAX_SECONDS ? nano : null;
}
