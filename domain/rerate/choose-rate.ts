import type { CostBasis, FinalState, PriceUnit, UnpricedReason } from "../generation.ts";
import { choosePrice, type DimensionValue, type PriceVersion } from "../pricing.ts";

/** What decides by which price a settled generation would be charged now; how much of it there is comes later. */
export interface RatedFacts {
  readonly provider: string;
  readonly model: string;
  readonly state: FinalState;
  readonly createdAtMs: number;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly basis: CostBasis;
  /** The price that it has; null when none was applied. */
  readonly priceId: string | null;
  readonly priceUnit: PriceUnit | null;
  /** True when it was booked at a known cost of nothing. */
  readonly free: boolean;
  /** True when its provider charged it in parts that have no sum. */
  readonly mixedCharges?: boolean;
  readonly secondsKnown: boolean;
  readonly gpuKnown: boolean;
}

/** Where the units come from: what was asked for, GPU time, the units that are booked, or one video. */
export const UNIT_SOURCES = ["requested", "gpu", "booked", "one"] as const;
export type UnitSource = (typeof UNIT_SOURCES)[number];

/** Why a generation keeps what it has. */
export type LeftReason =
  | UnpricedReason
  | "reported" // the provider named the money
  | "billed_parts" // it was billed several quantities, of which only the sum is booked
  | "not_billed" // its outcome was not billed, and the price that fits does not name the outcome
  | "amount_too_large"; // the stores hold no such amount

/** Costs that come out of a price. */
export type RatedBasis = "billed_units" | "rate_card" | "gpu_time";

export type RateChoice =
  | {
      readonly kind: "rate";
      readonly price: PriceVersion;
      readonly source: UnitSource;
      readonly basis: RatedBasis;
    }
  | { readonly kind: "left"; readonly reason: LeftReason };

/** Prices with a look-up by id. */
export interface PriceBook {
  /** By which generations are priced. */
  readonly versions: readonly PriceVersion[];
  /** Those, and any other that a generation may have been priced by. */
  readonly byId: ReadonlyMap<string, PriceVersion>;
}

/**
 * The versions of one cost book (null: those that settle) out of all that a workspace sees; their order makes no
 * difference.
 */
export function priceBook(versions: readonly PriceVersion[], book: string | null): PriceBook {
  return {
    versions: versions.filter((version) => version.book === book),
    byId: new Map(versions.map((version) => [version.id, version])),
  };
}

/**
 * The price that a settled generation has by this book, as settlement would choose it. Money that the provider named
 * stays; units that it named stay too, and are charged anew. What has no price keeps what it has.
 */
export function chooseRate(book: PriceBook, facts: RatedFacts): RateChoice {
  if (facts.basis === "reported") return left("reported");
  if (facts.mixedCharges === true) return left("mixed_charges");
  // No units were billed, so no price makes them cost something, not even by a least charge.
  if (facts.basis === "billed_units" && facts.priceUnit === null) {
    return left(facts.free ? "not_billed" : "billed_parts");
  }
  const billedUnit = facts.basis === "billed_units" ? facts.priceUnit : null;
  const choice = choosePrice(book.versions, {
    provider: facts.provider,
    model: facts.model,
    atMs: facts.createdAtMs,
    dimensions: { ...facts.dimensions, outcome: facts.state },
    units: {},
    billedUnit,
  });
  if (choice.kind === "none") return left(choice.reason);
  const { price } = choice;
  if (!("outcome" in price.conditions) && wasBilledByOutcomeOnly(book, facts)) {
    return left("not_billed");
  }
  const source = sourceOf(price.unit, facts);
  if (source === null) return left("units_unknown");
  return { kind: "rate", price, source, basis: basisOf(price.unit, billedUnit) };
}

/** Whether the provider bills such an outcome is what the booking says: nothing, or only by a price that names it. */
function wasBilledByOutcomeOnly(book: PriceBook, facts: RatedFacts): boolean {
  if (facts.state === "succeeded") return false;
  if (facts.priceId === null) return facts.basis === "rate_card" && facts.free;
  return "outcome" in (book.byId.get(facts.priceId)?.conditions ?? {});
}

function sourceOf(unit: PriceUnit, facts: RatedFacts): UnitSource | null {
  const booked = facts.priceUnit === unit;
  if (facts.basis === "billed_units" && booked) return "booked";
  if (unit === "video") return "one";
  if (unit === "second" && facts.secondsKnown) return "requested";
  if (unit === "gpu_second" && facts.gpuKnown) return "gpu";
  return booked ? "booked" : null;
}

function basisOf(unit: PriceUnit, billedUnit: PriceUnit | null): RatedBasis {
  if (unit === billedUnit) return "billed_units";
  return unit === "gpu_second" ? "gpu_time" : "rate_card";
}

function left(reason: LeftReason): RateChoice {
  return { kind: "left", reason };
}
