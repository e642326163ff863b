import type { FlatSearch } from "./url-codec.ts";
import { first, firstName } from "./view-search.ts";

/** The part of the address that only the list of generations reads. */
export interface GenerationsSearch {
  readonly cursor?: string;
  /** An id, a provider's job id or a user, exactly. */
  readonly q?: string;
  /** Only clips of which nobody can say whether they were downloaded. */
  readonly downloads?: "unknown";
}

export function readGenerationsSearch(search: FlatSearch): GenerationsSearch {
  const cursor = first(search["cursor"]);
  const isCursor = cursor !== null && /^[\w.~-]{1,2000}$/.test(cursor);
  const q = firstName(search["q"]);
  return {
    ...(isCursor ? { cursor } : {}),
    ...(q === null ? {} : { q }),
    ...(first(search["downloads"]) === "unknown" ? { downloads: "unknown" as const } : {}),
  };
}
