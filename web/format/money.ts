import { NANO_PER_UNIT, divideRounded, formatNano, parseNano } from "../../domain/money.ts";

export type MoneyStyle =
  /** Two decimals, more when the amount is smaller than a cent. For columns. */
  | "plain"
  /** 1.20M. For cards, always beside the plain amount. */
  | "compact"
  /** 1M. For the round numbers of an axis. */
  | "tick"
  /** No cents. For columns of large amounts. */
  | "whole"
  /** Every digit that is not a trailing zero. For arithmetic that someone redoes by hand. */
  | "exact";

/**
 * Writes an amount. The digits come from the decimal string: no float is made of it.
 * @param decimal plain decimal string of the wire, "12.340000000"
 */
export function formatMoney(
  locale: string,
  decimal: string,
  currency: string,
  style: MoneyStyle = "plain",
): string {
  const magnitude = absolute(parseNano(decimal));
  const options: Intl.NumberFormatOptions = {
    style: "currency",
    currency,
    // The narrow one writes Canadian and Taiwanese dollars like American ones.
    currencyDisplay: "symbol",
    ...digitsFor(magnitude, style),
  };
  if (style === "whole" && magnitude > 0n && magnitude * 2n < NANO_PER_UNIT) {
    return `<${formatMoney(locale, "1", currency, "whole")}`;
  }
  const text = new Intl.NumberFormat(locale, options).format(decimal as Intl.StringNumericLiteral);
  return text.replace("-", "−");
}

/** As `formatMoney`, with a plus sign before what is above zero. */
export function formatSignedMoney(
  locale: string,
  decimal: string,
  currency: string,
  style: MoneyStyle = "plain",
): string {
  const sign = parseNano(decimal) > 0n ? "+" : "";
  return `${sign}${formatMoney(locale, decimal, currency, style)}`;
}

/** The difference of two decimal strings, as one. */
export function subtractDecimals(left: string, right: string): string {
  return formatNano(parseNano(left) - parseNano(right));
}

/** The sum of decimal strings, as one. */
export function addDecimals(decimals: readonly string[]): string {
  return formatNano(decimals.reduce((sum, decimal) => sum + parseNano(decimal), 0n));
}

/** `part / whole` as a fraction with nine decimals, for showing a per cent; null when one is unknown or the whole is 0. */
export function ratio(part: string | null, whole: string | null): number | null {
  if (part === null || whole === null) return null;
  const divisor = parseNano(whole);
  if (divisor === 0n) return null;
  return Number(divideRounded(parseNano(part) * NANO_PER_UNIT, divisor)) / 1e9;
}

/** For pixels only: where a mark stands on an axis. Never shown, never summed. */
export function toPixelValue(decimal: string): number {
  return Number(decimal);
}

export function isNegative(decimal: string): boolean {
  return parseNano(decimal) < 0n;
}

export function isZero(decimal: string): boolean {
  return parseNano(decimal) === 0n;
}

function digitsFor(magnitude: bigint, style: MoneyStyle): Intl.NumberFormatOptions {
  if (style === "exact") return { minimumFractionDigits: 2, maximumFractionDigits: 9 };
  if (style === "whole") return { maximumFractionDigits: 0 };
  if (magnitude > 0n && magnitude < NANO_PER_UNIT / 100n) {
    return { minimumSignificantDigits: 1, maximumSignificantDigits: 2 };
  }
  if (style === "tick") return { notation: "compact", maximumSignificantDigits: 3 };
  if (style === "compact" && magnitude >= 1000n * NANO_PER_UNIT) {
    return { notation: "compact", minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  }
  return {};
}

function absolute(nano: bigint): bigint {
  return nano < 0n ? -nano : nano;
}
