import type { ListLever } from "../../view/what-if-address.ts";
import type { WhatIfSearch } from "../../view/what-if-search.ts";

export type WhatIfChange = { readonly [K in keyof WhatIfSearch]?: WhatIfSearch[K] | undefined };
export type ChangeWhatIf = (change: WhatIfChange) => void;

/** The pairs of a lever that comes several times, with one set, or taken away by undefined. */
export function withPair(
  search: WhatIfSearch,
  lever: ListLever,
  name: string,
  value: string | undefined,
): WhatIfChange {
  const others = (search[lever] ?? []).filter((text) => !text.startsWith(`${name}:`));
  const next = value === undefined ? others : [...others, `${name}:${value}`];
  return { [lever]: next.length === 0 ? undefined : next };
}

/** What stands behind a name in such a lever. */
export function pairOf(search: WhatIfSearch, lever: ListLever, name: string): string | undefined {
  return search[lever]?.find((text) => text.startsWith(`${name}:`))?.slice(name.length + 1);
}
