import type { ViewSearch } from "./view-search.ts";

/** The part of an address that goes along to another page. A page may have a `from` and a `to` of its own. */
export function keepView(search: ViewSearch): ViewSearch {
  const { range, from, to, tz, cmp, f, g } = search;
  return {
    ...(range === undefined ? {} : { range }),
    ...(range !== "custom" || from === undefined ? {} : { from }),
    ...(range !== "custom" || to === undefined ? {} : { to }),
    ...(tz === undefined ? {} : { tz }),
    ...(cmp === undefined ? {} : { cmp }),
    ...(f === undefined ? {} : { f }),
    ...(g === undefined ? {} : { g }),
  };
}
