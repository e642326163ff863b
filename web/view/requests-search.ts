import { STATUS_CLASSES, type StatusClass } from "../../domain/request-scope.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf, type Filter, type FilterName } from "./view-search.ts";

const MOST_VALUES = 20;

/** The part of the address that only the list of requests reads. */
export interface RequestsSearch {
  readonly cursor?: string;
  /** An id of a request or a generation, or a provider's job id, exactly. */
  readonly q?: string;
  readonly status?: StatusClass;
  readonly route?: readonly string[];
  /** Why it was refused. */
  readonly code?: readonly string[];
}

export function readRequestsSearch(search: FlatSearch): RequestsSearch {
  const cursor = first(search["cursor"]);
  const isCursor = cursor !== null && /^[\w.~-]{1,2000}$/.test(cursor);
  const q = firstName(search["q"]);
  const status = oneOf(STATUS_CLASSES, first(search["status"]));
  const route = many(search["route"]);
  const code = many(search["code"]);
  return {
    ...(isCursor ? { cursor } : {}),
    ...(q === null ? {} : { q }),
    ...(status === null ? {} : { status }),
    ...(route.length === 0 ? {} : { route }),
    ...(code.length === 0 ? {} : { code }),
  };
}

/** The filters of a view that requests know too; the others are about what a generation became. */
export const REQUEST_FILTERS = ["feature", "provider", "upstream", "user", "key"] as const;

export function knowsFilter(name: FilterName): boolean {
  return REQUEST_FILTERS.some((known) => known === name);
}

export function knownFilters(filters: readonly Filter[]): readonly Filter[] {
  return filters.filter(({ name }) => knowsFilter(name));
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  const values = typeof value === "string" ? [value] : (value ?? []);
  const names = values.flatMap((each) => firstName(each) ?? []);
  return [...new Set(names)].toSorted().slice(0, MOST_VALUES);
}
