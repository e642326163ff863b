import type { UnpricedKind } from "../../../api/contract/unpriced.ts";
import type { RerateSearch } from "../../view/rerate-search.ts";
import { dayAfter, localDate } from "../../view/time-range.ts";
import type { View } from "../../view/view.ts";

/**
 * Where a kind of unpriced generations is mended: its re-rating from its first day to the end of the view, by a price
 * that lacks its amount alone, or by the book where that has one by now.
 */
export function fixSearch(
  { suggested, reason, first }: UnpricedKind,
  { toMs, timeZone }: Pick<View, "toMs" | "timeZone">,
): RerateSearch {
  const scope = {
    from: localDate(Date.parse(first), timeZone),
    to: dayAfter(localDate(toMs - 1, timeZone)),
    provider: suggested.provider,
    model: suggested.model,
    unpriced_only: "true",
  };
  if (reason === null) return scope;
  return {
    ...scope,
    unit: suggested.unit,
    currency: suggested.currency,
    valid_from: suggested.valid_from,
    ...(suggested.valid_to === null ? {} : { valid_to: suggested.valid_to }),
    conditions: JSON.stringify(suggested.conditions),
  };
}
