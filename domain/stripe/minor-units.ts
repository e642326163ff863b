import { formatNano, isDecimal, NANO_PER_UNIT, parseNano } from "../money.ts";

/**
 * Whose amounts Stripe counts in whole units. ISK and UGX have no smaller unit either, and are counted in hundredths all
 * the same. Source: https://docs.stripe.com/currencies#zero-decimal
 */
const ZERO_DECIMAL: ReadonlySet<string> = new Set(
  "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "),
);
/** Source: https://docs.stripe.com/currencies#three-decimal */
const THREE_DECIMAL: ReadonlySet<string> = new Set("BHD JOD KWD OMR TND".split(" "));

/** How many digits after the point Stripe's integers of a currency (three capital letters) have. */
export function stripeDecimals(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Stripe's integer amount as a decimal string of whole units: 1999 USD → "19.990000000", 500 JPY → "500.000000000". */
export function fromMinor(minor: number, currency: string): string {
  return formatNano((BigInt(minor) * NANO_PER_UNIT) / 10n ** BigInt(stripeDecimals(currency)));
}

const WITH_THOUSANDS = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * An amount of one of Stripe's CSV files ("1,234.50", "-0.88") as a decimal string; null when it is none. A decimal comma
 * is none: what a spreadsheet rewrote may mean either.
 */
export function fromCsvAmount(text: string): string | null {
  const plain = WITH_THOUSANDS.test(text) ? text.replaceAll(",", "") : text;
  return isDecimal(plain) ? formatNano(parseNano(plain)) : null;
}
