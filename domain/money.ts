/**
 * Money is a bigint of nano units (1e-9) of one currency; on the wire it is a decimal string.
 * No float ever holds money.
 */

/** 1e-9 of a currency unit. */
export type Nano = bigint;

/** ISO 4217 code, upper case. */
export type Currency = string;

export const NANO_PER_UNIT = 1_000_000_000n;
export const NANO_DIGITS = 9;

/** The largest amount a `Decimal(18,9)` column holds: 999,999,999.999999999. */
export const MAX_STORED_NANO: Nano = 999_999_999_999_999_999n;

export class MoneyFormatError extends Error {
  override readonly name = "MoneyFormatError";
}

const DECIMAL = /^(-?)(\d{1,29})(?:\.(\d{1,9}))?$/;

/**
 * Reads a plain decimal string ("0.10", "-3", "12.000000001") as nano units.
 * @throws MoneyFormatError for anything else: exponents, more than 9 decimals, spaces, signs other than a leading "-".
 */
export function parseNano(decimal: string): Nano {
  const match = DECIMAL.exec(decimal);
  if (match === null) {
    throw new MoneyFormatError(
      `"${decimal.slice(0, 60)}" is not an amount: write a decimal with at most 9 digits after the point, such as "0.10".`,
    );
  }
  const [, sign, whole = "0", fraction = ""] = match;
  const nano = BigInt(whole) * NANO_PER_UNIT + BigInt(fraction.padEnd(NANO_DIGITS, "0"));
  return sign === "-" ? -nano : nano;
}

/** True when `parseNano` accepts the string. */
export function isDecimal(decimal: string): boolean {
  return DECIMAL.test(decimal);
}

const NUMBER = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads a number as JSON writes it ("0.8", "1e-7", "12.0000000004"), exactly, in nano units; what is finer is rounded
 * half away from zero. Null for what is no such number, or longer than any amount is.
 * @param perUnit how many of what is counted make one unit: 1 for units themselves, 10_000_000_000 for ticks of 1e-10.
 */
export function nanoOfNumber(text: string, perUnit = 1n): Nano | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, sign, whole = "0", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) - fraction.length + NANO_DIGITS;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return shift >= 0
    ? divideRounded(digits * 10n ** BigInt(shift), perUnit)
    : divideRounded(digits, 10n ** BigInt(-shift) * perUnit);
}

/** Writes nano units as a decimal string with all nine digits: 800000000n → "0.800000000". */
export function formatNano(nano: Nano): string {
  const magnitude = nano < 0n ? -nano : nano;
  const whole = magnitude / NANO_PER_UNIT;
  const fraction = (magnitude % NANO_PER_UNIT).toString().padStart(NANO_DIGITS, "0");
  return `${nano < 0n ? "-" : ""}${whole}.${fraction}`;
}

/** As `formatNano`, without zeros at the end, for sentences: 30000000000n → "30", 500000000n → "0.5". */
export function plainNano(nano: Nano): string {
  return formatNano(nano).replace(/\.?0+$/, "");
}

/**
 * Multiplies two fixed-point numbers of nine decimals (a price per unit × a number of units) and rounds
 * half away from zero, the one rounding rule of the product.
 */
export function multiplyNano(left: Nano, right: Nano): Nano {
  return divideRounded(left * right, NANO_PER_UNIT);
}

/** Divides and rounds half away from zero. @throws RangeError when the divisor is 0. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError("division by zero");
  const negative = dividend < 0n !== divisor < 0n;
  const n = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}
