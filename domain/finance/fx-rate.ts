import type { Currency } from "../money.ts";
import type { Day } from "./calendar-day.ts";

/** How much of the quote currency one unit of the base buys, as units of 1e-12; above zero. */
export type Rate = bigint;

export const RATE_DIGITS = 12;
/** One, as a rate. */
export const RATE_UNIT: Rate = 10n ** BigInt(RATE_DIGITS);

/** The rate of a pair on a day. */
export interface FxRate {
  readonly day: Day;
  readonly base: Currency;
  readonly quote: Currency;
  readonly rate: Rate;
}

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,12}))?$/;

/** Reads a plain decimal above zero, with at most 12 digits either side of the point; null for anything else. */
export function parseRate(decimal: string): Rate | null {
  const match = DECIMAL.exec(decimal);
  if (match === null) return null;
  const [, whole = "0", fraction = ""] = match;
  const rate = BigInt(whole) * RATE_UNIT + BigInt(fraction.padEnd(RATE_DIGITS, "0"));
  return rate > 0n ? rate : null;
}

/** Writes a rate with the digits it has: "1.0842". */
export function formatRate(rate: Rate): string {
  const fraction = (rate % RATE_UNIT).toString().padStart(RATE_DIGITS, "0").replace(/0+$/, "");
  return `${rate / RATE_UNIT}${fraction === "" ? "" : `.${fraction}`}`;
}
