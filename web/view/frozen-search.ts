import { asChoice } from "./time-range.ts";
import type { View } from "./view.ts";

/** A search whose period and zone are written out, so that it opens the same days on any other day. */
export function frozenSearch(
  search: Readonly<Record<string, unknown>>,
  view: Pick<View, "fromMs" | "toMs" | "timeZone">,
): Record<string, unknown> {
  const { range, from, to } = asChoice(view, view.timeZone);
  return { ...search, range, from, to, tz: view.timeZone };
}
