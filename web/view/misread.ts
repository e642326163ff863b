import { isPeriod } from "./time-range.ts";
import type { FlatSearch } from "./url-codec.ts";
import { COMPARISONS, first, isTimeZone, oneOf, parseFilter, RANGES } from "./view-search.ts";

/**
 * What an address asks for and no page of this build knows, as it is written there: filters, periods, comparisons and
 * time zones. A page leaves it out and so shows more, or something else, than the address promises.
 */
export function misread(search: FlatSearch): readonly string[] {
  const [range, tz, cmp] = [first(search["range"]), first(search["tz"]), first(search["cmp"])];
  const [from, to] = [first(search["from"]), first(search["to"])];
  const found: string[] = [];
  if (range !== null && oneOf(RANGES, range) === null) found.push(`range=${range}`);
  if (range === "custom" && !isPeriod(from, to)) found.push(`from=${from ?? ""}`, `to=${to ?? ""}`);
  if (tz !== null && !isTimeZone(tz)) found.push(`tz=${tz}`);
  if (cmp !== null && oneOf(COMPARISONS, cmp) === null) found.push(`cmp=${cmp}`);
  for (const filter of [search["f"] ?? []].flat()) {
    if (filter !== "" && !isWhole(filter)) found.push(`f=${filter}`);
  }
  return found;
}

/** Whether every value of a filter is understood. */
function isWhole(text: string): boolean {
  const asked = text.slice(text.indexOf(":") + 1).split(",");
  return parseFilter(text)?.values.length === asked.length;
}
