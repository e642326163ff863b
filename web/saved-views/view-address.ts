import { parseSearch, stringifySearch } from "../view/url-codec.ts";

/** What says where one is in a view, not what the view is. */
const NOT_KEPT: ReadonlySet<string> = new Set(["view", "cursor", "sel"]);

/** The query string that a saved view keeps: parameters in order of their names, without the question mark. */
export function keptSearch(search: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(search)
    .filter(([name]) => !NOT_KEPT.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return stringifySearch(Object.fromEntries(kept)).slice(1);
}

/** Where a saved view is opened; the address carries all of it, and its id. */
export function addressOf(view: { page: string; search: string; id: string }): string {
  return `${view.page}${stringifySearch({ ...parseSearch(view.search), view: view.id })}`;
}
