import type { FlatSearch } from "./url-codec.ts";
import { first } from "./view-search.ts";

/** Levers of a scenario as the address spells them, one each; those that may come several times are lists. */
export const SINGLE_LEVERS = [
  "days",
  "alone",
  "users",
  "adopt",
  "cpw",
  "plan",
  "curve",
  "paying",
  "planprice",
  "packs",
  "packprice",
  "sec",
  "gpu",
  "gpus",
  "fail",
  "retry",
  "seed",
] as const;
export const LIST_LEVERS = ["mix", "res", "pf", "quota", "ppf", "fx", "sure"] as const;
export type SingleLever = (typeof SINGLE_LEVERS)[number];
export type ListLever = (typeof LIST_LEVERS)[number];

/** What the page reads beside its levers: a cost book, a day's budget, the levers of the grid. */
const OTHERS = ["book", "budget", "down", "across"] as const;

/** The what-if's part of an address as it is written there; `readWhatIfSearch` says what of it makes sense. */
export type WhatIfAddress = {
  readonly [K in SingleLever | (typeof OTHERS)[number]]?: string;
} & { readonly [K in ListLever]?: readonly string[] };

/**
 * Keeps what the page may read. What makes sense is left to the page: whoever opens another one needs no schema of
 * scenarios.
 */
export function keepWhatIfAddress(search: FlatSearch): WhatIfAddress {
  const singles = [...SINGLE_LEVERS, ...OTHERS].flatMap((name) => {
    const text = first(search[name]);
    return text === null ? [] : [[name, text] as const];
  });
  const lists = LIST_LEVERS.flatMap((name) => {
    const texts = [search[name] ?? []].flat().filter((text) => text !== "");
    return texts.length === 0 ? [] : [[name, texts] as const];
  });
  return Object.fromEntries([...singles, ...lists]);
}
