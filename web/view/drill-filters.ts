import type { Measure } from "../series/measure.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { parseFilter, withFilter, type Filter, type FilterName } from "./view-search.ts";

/** The filters of a view narrowed to one value of each dimension. */
export function narrowedFilters(
  filters: readonly Filter[],
  dimensions: readonly FilterName[],
  values: readonly string[],
): readonly string[] {
  return dimensions.reduce<readonly string[]>((texts, name, index) => {
    const value = values[index] ?? "";
    return value === "" ? texts : withFilter(read(texts), name, [value]);
  }, withFilterTexts(filters));
}

/** Filters that leave the generations which a measure counts, where a filter can say so. */
export function measuredFilters(filters: readonly string[], measure: Measure): readonly string[] {
  const given = read(filters);
  const has = (name: FilterName) => given.some((filter) => filter.name === name);
  if (measure === "waste" && !has("waste")) return withFilter(given, "waste", WASTE_CAUSES);
  if (has("status")) return filters;
  if (measure === "succeeded") return withFilter(given, "status", ["succeeded"]);
  return measure === "failed" ? withFilter(given, "status", FAILED) : filters;
}

const FAILED = ["failed", "blocked", "cancelled", "expired"] as const;

function read(texts: readonly string[]): readonly Filter[] {
  return texts.map(parseFilter).filter((filter) => filter !== null);
}

function withFilterTexts(filters: readonly Filter[]): readonly string[] {
  const [first] = filters;
  return first === undefined ? [] : withFilter(filters, first.name, first.values);
}
