import type { ViewSearch } from "./view-search.ts";

/** The part of an address that goes along to another page. */
export function keepView(search: ViewSearch): ViewSearch {
  const { range, from, to, tz, cmp, f } = search;
  return {
    ...(range === undefined ? {} : { range }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(tz === undefined ? {} : { tz }),
    ...(cmp === undefined ? {} : { cmp }),
    ...(f === undefined ? {} : { f }),
  };
}
