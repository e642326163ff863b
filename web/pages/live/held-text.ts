import type { LiveFrame } from "../../../api/contract/live.ts";
import type { Format } from "../../format/create-format.ts";

/** What is set aside, each currency for itself; null when nothing is. */
export function heldText(held: LiveFrame["held"], format: Format): string | null {
  const amounts = held.map(({ amount, currency }) => format.money(amount, currency));
  return amounts.length === 0 ? null : amounts.join(" + ");
}
