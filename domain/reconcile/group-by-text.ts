import { grouped } from "../grouped.ts";

/** Puts items of one text together, texts in their order, items in the order in which they come. */
export function groupByText<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  return new Map([...grouped(items, textOf)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
