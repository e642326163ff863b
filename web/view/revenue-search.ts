import { splitList } from "../forms/form-fields.ts";
import { isDay, localDate } from "./time-range.ts";
import type { FlatSearch } from "./url-codec.ts";
import type { View } from "./view.ts";
import { first, firstName } from "./view-search.ts";

/** What the list of revenue is narrowed to. */
export interface RevenueSearch {
  readonly source?: string;
  readonly plan?: string;
  /** One, or several with commas between them. */
  readonly feature?: string;
  readonly currency?: string;
  /** Local dates, both included. */
  readonly since?: string;
  readonly until?: string;
  readonly deleted?: "true";
}

/** Reads it out of the address. */
export function readRevenueSearch(search: FlatSearch): RevenueSearch {
  const text = (name: "source" | "plan" | "feature") => {
    const value = firstName(search[name]);
    return value === null ? {} : { [name]: value };
  };
  const day = (name: "since" | "until") => {
    const value = first(search[name]);
    return value !== null && isDay(value) ? { [name]: value } : {};
  };
  const currency = first(search["currency"]);
  return {
    ...text("source"),
    ...text("plan"),
    ...text("feature"),
    ...(currency !== null && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
    ...day("since"),
    ...day("until"),
    ...(first(search["deleted"]) === "true" ? { deleted: "true" as const } : {}),
  };
}

/** The names of the features that the list is narrowed to. */
export function featuresOf({ feature = "" }: RevenueSearch): readonly string[] {
  return splitList(feature).map((name) => name.replaceAll("%2C", ",").replaceAll("%25", "%"));
}

/** The list of what a view's revenue is made of: its days and its features. */
export function revenueOfView(view: View): RevenueSearch {
  const names = view.filters.find(({ name }) => name === "feature")?.values ?? [];
  const feature = names.map((name) => name.replaceAll("%", "%25").replaceAll(",", "%2C"));
  return {
    since: localDate(view.fromMs, view.timeZone),
    until: localDate(view.toMs - 1, view.timeZone),
    ...(feature.length === 0 ? {} : { feature: feature.join(", ") }),
  };
}
