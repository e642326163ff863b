/** Counts and shares as text in one language. Missing is never written as 0: callers handle null. */

export function formatCount(locale: string, count: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/** Distinct users are counted exactly up to here, and estimated from then on (about half a per cent off). */
const EXACT_USERS = 4_000;

/** A number of distinct users, which is an estimate where there are many: "≈4,197". */
export function formatUsers(locale: string, count: number): string {
  return `${count > EXACT_USERS ? "≈" : ""}${formatCount(locale, count)}`;
}

export function formatCompact(locale: string, count: number): string {
  if (Math.abs(count) < 10_000) return formatCount(locale, count);
  return new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 }).format(
    count,
  );
}

/** A fraction as a per cent with as many decimals as its size deserves: 0.0012 → 0.12 %. */
export function formatPercent(locale: string, fraction: number): string {
  const size = Math.abs(fraction);
  const maximumFractionDigits = size === 0 || size >= 0.1 ? (size >= 1 ? 0 : 1) : 2;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits })
    .format(fraction)
    .replace("-", "−");
}

export function formatSignedPercent(locale: string, fraction: number): string {
  return `${fraction > 0 ? "+" : ""}${formatPercent(locale, fraction)}`;
}

/** A decimal string without its trailing zeros: "8.000000000" → "8". */
export function formatDecimal(locale: string, decimal: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 9 })
    .format(decimal as Intl.StringNumericLiteral)
    .replace("-", "−");
}

/** A decimal string as someone types it, in no language: "8.500000000" → "8.5". */
export function plainDecimal(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

/** True where the language takes a count in the singular: 1, and 0 in French. */
export function isOne(locale: string, count: number): boolean {
  return new Intl.PluralRules(locale).select(count) === "one";
}
