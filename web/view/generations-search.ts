import { GENERATION_COLUMNS, type GenerationColumn } from "./generation-columns.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";

/** By what the list is ordered; absent: newest first. */
export const LIST_ORDERS = ["created", "-cost", "cost", "-took", "took"] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** The part of the address that only the list of generations reads. */
export interface GenerationsSearch {
  readonly cursor?: string;
  /** An id, a provider's job id or a user, exactly. */
  readonly q?: string;
  /** Only clips of which nobody can say whether they were downloaded. */
  readonly downloads?: "unknown";
  readonly order?: ListOrder;
  /** Names of the columns that were chosen, with commas between them; absent: those that fit. */
  readonly cols?: string;
}

export function readGenerationsSearch(search: FlatSearch): GenerationsSearch {
  const cursor = first(search["cursor"]);
  const isCursor = cursor !== null && /^[\w.~-]{1,2000}$/.test(cursor);
  const q = firstName(search["q"]);
  const order = oneOf(LIST_ORDERS, first(search["order"]));
  const columns = readColumns(first(search["cols"]));
  return {
    ...(isCursor ? { cursor } : {}),
    ...(q === null ? {} : { q }),
    ...(first(search["downloads"]) === "unknown" ? { downloads: "unknown" as const } : {}),
    ...(order === null ? {} : { order }),
    ...(columns.length === 0 ? {} : { cols: columns.join(",") }),
  };
}

/** The chosen columns in their own order; what is none is left out. */
export function readColumns(text: string | null | undefined): readonly GenerationColumn[] {
  const names = new Set((text ?? "").split(","));
  return GENERATION_COLUMNS.filter((name) => names.has(name));
}
