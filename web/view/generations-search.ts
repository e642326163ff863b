import type { FlatSearch } from "./url-codec.ts";
import { first } from "./view-search.ts";

const LONGEST_SEARCH = 200;

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
  const q = first(search["q"])?.trim().slice(0, LONGEST_SEARCH) ?? "";
  return {
    ...(cursor === null ? {} : { cursor }),
    ...(q === "" ? {} : { q }),
    ...(first(search["downloads"]) === "unknown" ? { downloads: "unknown" as const } : {}),
  };
}
