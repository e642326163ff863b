import { isZero, type MoneyStyle } from "../format/money.ts";
import type { Format } from "../format/create-format.ts";

/**
 * Amounts of several currencies side by side, never added up: "$2,940 and €410". Nothing at all is zero of the
 * workspace's currency.
 */
export function moneyList(
  amounts: Readonly<Record<string, string>>,
  currency: string,
  format: Pick<Format, "money" | "locale">,
  style: MoneyStyle = "plain",
): string {
  const known = Object.entries(amounts).filter(([, amount]) => !isZero(amount));
  if (known.length === 0) return format.money("0", currency, style);
  // The workspace's own currency first.
  const own = known.toSorted(([a], [b]) => Number(b === currency) - Number(a === currency));
  const texts = own.map(([code, amount]) => format.money(amount, code, style));
  return new Intl.ListFormat(format.locale, { type: "conjunction" }).format(texts);
}
