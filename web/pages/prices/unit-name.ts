import type { Messages } from "../../i18n/en.ts";

/** A price's unit in words; one that this build does not know is shown as it came. */
export function unitName(unit: string, t: Messages): string {
  const names: Readonly<Record<string, string>> = t.prices.units;
  return names[unit] ?? unit;
}
