import { ALLOCATION_RULES, type AllocationRule } from "../../domain/finance/allocation.ts";
import { MARGIN_DIMENSIONS, type MarginDimension } from "../../domain/finance/margin.ts";
import { addMonths, parseMonth, type Month } from "../../domain/finance/month.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

/** The part of the address that the margin report reads. */
export interface MarginSearch {
  /** The one that runs when absent. */
  readonly month?: Month;
  readonly by?: MarginDimension;
  readonly rule?: AllocationRule;
  /** Of rule=weights, such as `remix=2`. */
  readonly w?: readonly string[];
}

const WEIGHT = /^.{1,200}=\d{1,9}(\.\d{1,9})?$/;

/** Reads it; what makes no sense falls back to the default. */
export function readMarginSearch(search: FlatSearch): MarginSearch {
  const asked = first(search["month"]);
  const month = asked === null ? null : parseMonth(asked);
  const by = oneOf(MARGIN_DIMENSIONS, first(search["by"]));
  const rule = oneOf(ALLOCATION_RULES, first(search["rule"]));
  const weights = [search["w"] ?? []].flat().filter((each) => WEIGHT.test(each));
  return {
    ...(month === null ? {} : { month }),
    ...(by === null || by === "feature" ? {} : { by }),
    ...(rule === null || rule === "none" ? {} : { rule }),
    ...(weights.length === 0 ? {} : { w: weights }),
  };
}

/** The question that an address asks of a month, in the zone of the closings; null while a rule by weights has none. */
export function marginQuestionOf(
  search: MarginSearch,
  month: Month,
): Readonly<Record<string, string>> | null {
  const rule = search.rule ?? "none";
  const weights = (search.w ?? []).map((each) => {
    const at = each.lastIndexOf("=");
    return [`weight:${each.slice(0, at)}`, each.slice(at + 1)] as const;
  });
  if (rule === "weights" && weights.length === 0) return null;
  return {
    from: `${month}-01`,
    to: `${addMonths(month, 1)}-01`,
    by: search.by ?? "feature",
    rule,
    ...(rule === "weights" ? Object.fromEntries(weights) : {}),
  };
}
