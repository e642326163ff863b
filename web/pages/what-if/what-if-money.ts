import type { Format } from "../../format/create-format.ts";

/** A simulated amount: three digits, for more would promise what no simulation keeps. */
export function simulatedMoney(format: Format, value: number, currency: string): string {
  return format.money(value.toFixed(9), currency, Math.abs(value) >= 1000 ? "compact" : "plain");
}

/** The same with its sign. */
export function simulatedChange(format: Format, value: number, currency: string): string {
  return format.signedMoney(
    value.toFixed(9),
    currency,
    Math.abs(value) >= 1000 ? "compact" : "plain",
  );
}
