import type { PriceUnit } from "../generation.ts";
import type { Currency } from "../money.ts";
import { isForModel, type DimensionValue, type PriceVersion } from "../pricing.ts";
import type { PriceBook } from "../rerate/choose-rate.ts";
import type { MeteredPart } from "./bill.ts";

export type Conditions = Readonly<Record<string, DimensionValue>>;

/** A price without its amount, that some cells may have wanted. */
export interface PriceGuess {
  readonly conditions: Conditions;
  readonly unit: PriceUnit;
  /** Lower is likelier: as a price that was applied has it, then more or less special than that. */
  readonly rank: number;
  /** How many prices of the list it would take over too where a request fits both: a workspace's price goes first. */
  readonly shadows: number;
}

const MAX_VALUES = 8;
const MAX_GUESSES = 48;

/** What each length of a clip has of its own is how much it is charged for, not by which price. */
const AMOUNTS: ReadonlySet<string> = new Set(["seconds", "outcome"]);

/**
 * The prices worth a try for what was metered, likeliest first: with the conditions of those that were applied, these
 * and one more dimension, none, or one dimension; by the units in which the model is or could be charged.
 */
export function guessPrices(
  parts: readonly MeteredPart[],
  book: PriceBook,
  currency: Currency,
): readonly PriceGuess[] {
  const applied = distinct(parts.map((part) => appliedConditions(part, book)));
  const singles = singleConditions(parts);
  const special = applied.flatMap((conditions) =>
    singles
      .filter((single) => Object.keys(single).every((name) => !Object.hasOwn(conditions, name)))
      .map((single) => ({ ...conditions, ...single })),
  );
  const booked = new Set(parts.flatMap(({ facts }) => facts.priceUnit ?? []));
  const versions = versionsOf(parts, book);
  const listed = versions.filter(({ own }) => !own);
  const payable = versions.filter((version) => version.currency === currency);
  const units = new Set<PriceUnit>([...booked, ...payable.map(({ unit }) => unit)]);
  if (units.size === 0) units.add("second");
  return distinct([...applied, ...special, {}, ...singles])
    .flatMap((conditions, index) =>
      [...units].map((unit) => ({
        conditions,
        unit,
        rank: index + (booked.has(unit) ? 0 : 1_000),
        shadows: shadowsOf(conditions, listed),
      })),
    )
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MAX_GUESSES);
}

/** Conditions as one text, whatever the order in which they were written. */
export function conditionsKey(conditions: Conditions): string {
  return JSON.stringify(Object.entries(conditions).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The versions whose amounts a bill in this currency may show for these parts. */
export function tiersOf(
  model: { readonly provider: string; readonly model: string },
  book: PriceBook,
  of: { readonly unit: PriceUnit; readonly currency: Currency },
): readonly PriceVersion[] {
  return book.versions.filter(
    (version) =>
      isForModel(version, model) && version.unit === of.unit && version.currency === of.currency,
  );
}

function appliedConditions({ facts }: MeteredPart, book: PriceBook): Conditions {
  return facts.priceId === null ? {} : (book.byId.get(facts.priceId)?.conditions ?? {});
}

function singleConditions(parts: readonly MeteredPart[]): readonly Conditions[] {
  const values = new Map<string, Set<DimensionValue>>();
  for (const { facts } of parts) {
    for (const [name, value] of Object.entries(facts.dimensions)) {
      if (!AMOUNTS.has(name)) values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return [...values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, known]) => known.size <= MAX_VALUES)
    .flatMap(([name, known]) =>
      [...known]
        .toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
        .map((value) => ({ [name]: value })),
    );
}

/** Those of the parts' model that still hold when the first of them was made. */
function versionsOf(parts: readonly MeteredPart[], book: PriceBook): readonly PriceVersion[] {
  const [first] = parts;
  if (first === undefined) return [];
  const { createdAtMs } = first.facts;
  return book.versions.filter(
    (version) =>
      isForModel(version, first.facts) &&
      (version.validToMs === null || version.validToMs > createdAtMs),
  );
}

/** A request can fit both unless they want other values of one dimension. */
function shadowsOf(conditions: Conditions, listed: readonly PriceVersion[]): number {
  return listed.filter((version) =>
    Object.entries(conditions).every(
      ([name, value]) =>
        !Object.hasOwn(version.conditions, name) || version.conditions[name] === value,
    ),
  ).length;
}

/** Each once, in a fixed order: the fewest conditions of equal origin first. */
function distinct(all: readonly Conditions[]): readonly Conditions[] {
  return [...new Map(all.map((each) => [conditionsKey(each), each])).values()];
}
