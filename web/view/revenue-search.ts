import type { RevenueFilters } from "../client/revenue-queries.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName } from "./view-search.ts";

/** What the list of revenue is narrowed to, out of the address. */
export function readRevenueSearch(search: FlatSearch): RevenueFilters {
  const text = (name: "source" | "plan") => {
    const value = firstName(search[name]);
    return value === null ? {} : { [name]: value };
  };
  const currency = first(search["currency"]);
  return {
    ...text("source"),
    ...text("plan"),
    ...(currency !== null && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
    ...(first(search["deleted"]) === "true" ? { deleted: "true" as const } : {}),
  };
}
