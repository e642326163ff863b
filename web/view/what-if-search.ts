import { GRID_LEVERS, type GridLever } from "../../domain/what-if/grid.ts";
import { scenarioInput, type Scenario } from "../../domain/what-if/scenario.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, firstName, oneOf } from "./view-search.ts";
import { LIST_LEVERS, SINGLE_LEVERS, type ListLever, type SingleLever } from "./what-if-address.ts";

/** These say something of a launch alone, which there is with its users. */
const OF_LAUNCH: ReadonlySet<string> = new Set([
  "adopt",
  "cpw",
  "plan",
  "curve",
  "paying",
  "planprice",
  "packs",
  "packprice",
]);
/** The part of the address that the what-if reads. */
export type WhatIfSearch = { readonly [K in SingleLever]?: string } & {
  readonly [K in ListLever]?: readonly string[];
} & {
  readonly book?: string;
  /** A day's budget, in units of the currency. */
  readonly budget?: string;
  readonly down?: GridLever;
  readonly across?: GridLever;
};

/** Reads it; a lever that makes no sense is left as it was recorded. */
export function readWhatIfSearch(search: FlatSearch): WhatIfSearch {
  let read: WhatIfSearch = {};
  for (const name of SINGLE_LEVERS) {
    const text = first(search[name]);
    if (text === null || (OF_LAUNCH.has(name) && read.users === undefined)) continue;
    read = keptIfSound(read, { ...read, [name]: text });
  }
  for (const name of LIST_LEVERS) {
    const given = [search[name] ?? []].flat().filter((text) => text !== "");
    if (given.length > 0) read = keptIfSound(read, { ...read, [name]: given });
  }
  const book = firstName(search["book"]);
  const budget = numberOf(first(search["budget"]) ?? undefined) ?? 0;
  const down = oneOf(GRID_LEVERS, first(search["down"]));
  const across = oneOf(GRID_LEVERS, first(search["across"]));
  return {
    ...read,
    ...(book === null ? {} : { book }),
    ...(budget > 0 ? { budget: String(budget) } : {}),
    ...(down === null ? {} : { down }),
    ...(across === null || across === down ? {} : { across }),
  };
}

/** The scenario that an address asks for. */
export function scenarioOf(search: WhatIfSearch): Scenario {
  return scenarioInput.parse(rawScenario(search));
}

function keptIfSound(before: WhatIfSearch, after: WhatIfSearch): WhatIfSearch {
  return scenarioInput.safeParse(rawScenario(after)).success ? after : before;
}

function rawScenario(search: WhatIfSearch): unknown {
  const number = (name: SingleLever) => numberOf(search[name]);
  return {
    ...given("days", number("days")),
    ...(search.alone === "1" ? { recorded: false } : {}),
    ...(search.users === undefined ? {} : { launch: rawLaunch(search) }),
    ...given("seconds", number("sec")),
    ...given("models", pairsOf(search.mix)),
    ...given("resolutions", pairsOf(search.res)),
    ...given("priceFactors", pairsOf(search.pf)),
    ...(search.gpu === undefined ? {} : { gpu: rawGpu(search.gpu) }),
    ...given("gpus", number("gpus")),
    ...given("failureRate", number("fail")),
    ...given("retryRate", number("retry")),
    ...(search.quota === undefined ? {} : { quotas: search.quota.map(rawQuota) }),
    ...given("planPriceFactors", pairsOf(search.ppf)),
    ...given("rates", pairsOf(search.fx)),
    ...(search.sure === undefined ? {} : { ranges: rawRanges(search.sure) }),
    ...given("seed", number("seed")),
  };
}

function rawLaunch(search: WhatIfSearch): unknown {
  return {
    eligibleUsers: numberOf(search.users),
    adoption: numberOf(search.adopt) ?? DEFAULT_ADOPTION,
    clipsPerWeek: numberOf(search.cpw) ?? 1,
    plan: search.plan ?? "free",
    ...(search.curve === undefined ? {} : { curve: rawCurve(search.curve) }),
    ...given("payingShare", numberOf(search.paying)),
    ...given("planPrice", numberOf(search.planprice)),
    ...given("packsPerMonth", numberOf(search.packs)),
    ...given("packPrice", numberOf(search.packprice)),
  };
}

/** A launch of which nothing but its users is said. */
export const DEFAULT_ADOPTION = 0.01;

function rawCurve(text: string): unknown {
  const [kind, one, two] = text.split(":");
  if (kind === "spike") return { kind, peak: numberOf(one), halfLifeDays: numberOf(two) };
  return kind === "ramp" ? { kind, days: numberOf(one) } : { kind };
}

function rawGpu(text: string): unknown {
  const [perHour, utilisation] = text.split(":");
  return { perHour: numberOf(perHour), utilisation: numberOf(utilisation) };
}

/** `plan:clips:window`; the plan may hold colons itself. */
function rawQuota(text: string): unknown {
  const parts = text.split(":");
  return {
    plan: parts.slice(0, -2).join(":"),
    clips: numberOf(parts.at(-2)),
    window: parts.at(-1),
  };
}

/** `name:number`; the name may hold colons itself. */
function pairsOf(
  texts: readonly string[] | undefined,
): Record<string, number | undefined> | undefined {
  if (texts === undefined) return undefined;
  return Object.fromEntries(
    texts.map((text) => {
      const colon = text.lastIndexOf(":");
      return [text.slice(0, Math.max(0, colon)), numberOf(text.slice(colon + 1))];
    }),
  );
}

/** `name:low:high`. */
function rawRanges(texts: readonly string[]): unknown {
  return Object.fromEntries(
    texts.map((text) => {
      const [name = "", low, high] = text.split(":");
      return [name, { low: numberOf(low), high: numberOf(high) }];
    }),
  );
}

function given(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

/** A number as someone types it into an address; NaN, which no lever takes, for anything else. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}
