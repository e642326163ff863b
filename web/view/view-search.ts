import { FAILURE_KINDS, GENERATION_STATES } from "../../domain/generation.ts";
import { INTERVALS, type Interval } from "../../domain/time-buckets.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import { WASTE_VALUES } from "../../domain/waste.ts";
import { isPeriod } from "./time-range.ts";
import type { FlatSearch } from "./url-codec.ts";

export const RANGES = ["24h", "7d", "30d", "90d", "mtd", "qtd", "ytd", "12m", "custom"] as const;
export type RangeName = (typeof RANGES)[number];

export const COMPARISONS = ["none", "previous", "weekday", "year"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a table may be grouped by, and what a filter may name. */
export const DIMENSIONS = [
  "feature",
  "surface",
  "region",
  "plan",
  "model",
  "provider",
  "upstream",
  "platform",
  "resolution",
  "customer",
  "user",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const FILTERS = [...DIMENSIONS, "status", "failure_kind", "key", "waste"] as const;
export type FilterName = (typeof FILTERS)[number];

/** Filters whose values are known; all others take any name. */
const CLOSED: Partial<Record<FilterName, readonly string[]>> = {
  status: GENERATION_STATES,
  failure_kind: FAILURE_KINDS,
  waste: WASTE_VALUES,
};

/** Characters; the API takes no longer names. */
const LONGEST_TEXT = 200;

/** One dimension narrowed to some of its values, written `f=feature:remix,create`. */
export interface Filter {
  readonly name: FilterName;
  readonly values: readonly string[];
}

/** The part of the address that every page keeps. Absent means the default. */
export interface ViewSearch {
  readonly range?: RangeName;
  readonly from?: string;
  readonly to?: string;
  readonly tz?: string;
  readonly cmp?: Comparison;
  readonly f?: readonly string[];
  /** The width of a chart's buckets; absent or too fine for the range: chosen by its length. */
  readonly g?: Interval;
  /** The saved view that one started from. It stays on its page. */
  readonly view?: string;
}

export const DEFAULT_RANGE: RangeName = "30d";

/** Reads the shared part of the address; what makes no sense falls back to the default. */
export function readViewSearch(search: FlatSearch): ViewSearch {
  const asked = oneOf(RANGES, first(search["range"]));
  const cmp = oneOf(COMPARISONS, first(search["cmp"]));
  const tz = first(search["tz"]);
  const filters = normaliseFilters(all(search["f"]).map(parseFilter).filter(isPresent));
  const from = first(search["from"]);
  const to = first(search["to"]);
  const range = asked === "custom" && !isPeriod(from, to) ? null : asked;
  const g = oneOf(INTERVALS, first(search["g"]));
  const view = first(search["view"]);
  return {
    ...(range === null || range === DEFAULT_RANGE ? {} : { range }),
    ...(range === "custom" && from !== null && to !== null ? { from, to } : {}),
    ...(tz !== null && isTimeZone(tz) ? { tz } : {}),
    ...(cmp === null || cmp === "none" ? {} : { cmp }),
    ...(filters.length === 0 ? {} : { f: filters.map(formatFilter) }),
    ...(g === null ? {} : { g }),
    ...(view !== null && isUuid(view) ? { view } : {}),
  };
}

/** Reads one `name:value,value`; null when the name is unknown or no value is left. */
export function parseFilter(text: string): Filter | null {
  const colon = text.indexOf(":");
  const name = oneOf(FILTERS, text.slice(0, Math.max(colon, 0)));
  const values = text
    .slice(colon + 1)
    .split(",")
    .map(decode)
    .filter(
      (value) => isName(value) && (name === null || (CLOSED[name] ?? [value]).includes(value)),
    );
  return name === null || values.length === 0 ? null : { name, values };
}

export function formatFilter(filter: Filter): string {
  return `${filter.name}:${filter.values.map(encode).join(",")}`;
}

/** One filter per name, values sorted and once each: two addresses of one view are one query. */
export function normaliseFilters(filters: readonly Filter[]): readonly Filter[] {
  const byName = new Map<FilterName, Set<string>>();
  for (const { name, values } of filters) {
    byName.set(name, new Set([...(byName.get(name) ?? []), ...values]));
  }
  return FILTERS.filter((name) => byName.has(name)).map((name) => ({
    name,
    values: [...(byName.get(name) ?? [])].toSorted(),
  }));
}

/** The filters of a view with one dimension set to exactly these values (none removes it). */
export function withFilter(
  filters: readonly Filter[],
  name: FilterName,
  values: readonly string[],
): readonly string[] {
  const others = filters.filter((filter) => filter.name !== name);
  const next = values.length === 0 ? others : [...others, { name, values }];
  return normaliseFilters(next).map(formatFilter);
}

export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The first value of a name in a flat search; null when absent or empty. */
export function first(value: string | readonly string[] | undefined): string | null {
  const text = typeof value === "string" ? value : value?.[0];
  return text === undefined || text === "" ? null : text;
}

/** The same for a name that somebody gave to something: one that is too long to be one counts as absent. */
export function firstName(value: string | readonly string[] | undefined): string | null {
  const text = first(value)?.trim() ?? "";
  return isName(text) ? text : null;
}

function isName(text: string): boolean {
  return text !== "" && text.length <= LONGEST_TEXT && !/\p{Cc}/u.test(text);
}

export function oneOf<T extends string>(allowed: readonly T[], text: string | null): T | null {
  return allowed.find((item) => item === text) ?? null;
}

function all(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

// A comma separates values, so a comma or a percent sign inside one is escaped.
function encode(value: string): string {
  return value.replaceAll("%", "%25").replaceAll(",", "%2C");
}

function decode(value: string): string {
  return value.replaceAll("%2C", ",").replaceAll("%25", "%");
}

function isPresent<T>(value: T | null): value is T {
  return value !== null;
}
