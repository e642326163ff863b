import type { CostCalculation, PriceUnit, UnpricedReason } from "./generation.ts";
import { multiplyNano, type Currency, type Nano } from "./money.ts";

export type DimensionValue = string | number | boolean;

/** As a version's model: any model of its provider. A version that names the model goes before it. */
export const ANY_MODEL = "*";

/** One row of the price book. Never edited: a correction is another version. */
export interface PriceVersion {
  readonly id: string;
  /** True for a workspace's own price; it beats a seeded one. */
  readonly own: boolean;
  /** Its cost book; null for one that settles. Whoever prices hands in versions of one book alone. */
  readonly book: string | null;
  readonly provider: string;
  /** `ANY_MODEL` is for all of them. */
  readonly model: string;
  readonly unit: PriceUnit;
  /** All must equal the request's dimensions. `outcome` names the final state that the price is for. */
  readonly conditions: Readonly<Record<string, DimensionValue>>;
  readonly amount: Nano;
  readonly currency: Currency;
  /** Fewer units than these are charged as these, nano; null charges what there is. */
  readonly minimumUnits: Nano | null;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  /** When the version was written; among equals the later one counts. */
  readonly createdAtMs: number;
}

export interface PricedRequest {
  readonly provider: string;
  readonly model: string;
  readonly atMs: number;
  /** After defaults: size, seconds, audio, operation, and `outcome` once it is known. */
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  /** How many units of each kind the request has, in nano. `video` is 1 when absent. */
  readonly units: Readonly<Partial<Record<PriceUnit, Nano>>>;
  /** The unit that the provider says it bills this request in: prices per that unit go first. */
  readonly billedUnit?: PriceUnit | null;
}

export type PriceMatch =
  | {
      readonly kind: "priced";
      readonly amount: Nano;
      readonly currency: Currency;
      /** Its units are those charged: the minimum where the request has fewer. */
      readonly calculation: CostCalculation;
    }
  | { readonly kind: "unpriced"; readonly reason: UnpricedReason };

/**
 * Finds the price of a request: versions of its provider and model that are valid at its time and all of whose
 * conditions hold. A workspace's own go before seeded ones, then the unit that the provider bills in, then its model
 * before any model, then the most conditions, the later validity, the later written. Best versions that say
 * different things are ambiguous, and so unpriced. The order of `versions` changes nothing.
 */
export function priceRequest(
  versions: readonly PriceVersion[],
  request: PricedRequest,
): PriceMatch {
  const chosen = choosePrice(versions, request);
  if (chosen.kind === "none") return { kind: "unpriced", reason: chosen.reason };
  const { price } = chosen;
  const units = price.unit === "video" ? (request.units.video ?? ONE) : request.units[price.unit];
  if (units === undefined) return { kind: "unpriced", reason: "units_unknown" };
  return { kind: "priced", ...chargeUnits(price, units) };
}

/** What so many units (nano) cost at a price; fewer than its minimum are charged as that. */
export function chargeUnits(
  price: PriceVersion,
  units: Nano,
): { amount: Nano; currency: Currency; calculation: CostCalculation } {
  const { minimumUnits } = price;
  const charged = minimumUnits !== null && units < minimumUnits ? minimumUnits : units;
  return {
    amount: multiplyNano(price.amount, charged),
    currency: price.currency,
    calculation: {
      priceId: price.id,
      unit: price.unit,
      units: charged,
      unitAmount: price.amount,
    },
  };
}

export type PriceChoice =
  | { readonly kind: "one"; readonly price: PriceVersion }
  | { readonly kind: "none"; readonly reason: UnpricedReason };

/** The version that prices a request, whether or not the request's units are known; see `priceRequest`. */
export function choosePrice(
  versions: readonly PriceVersion[],
  request: PricedRequest,
): PriceChoice {
  const ofModel = versions.filter((version) => isForModel(version, request));
  if (ofModel.length === 0) return { kind: "none", reason: "no_price_for_model" };

  const inTime = ofModel.filter((version) => isValidAt(version, request.atMs));
  if (inTime.length === 0) return { kind: "none", reason: "no_price_at_this_time" };

  const matching = inTime.filter(
    (version) => unmetCondition(version, request.dimensions) === undefined,
  );
  const order = precedence(request);
  const [best, ...rest] = matching.toSorted((a, b) => order(a, b) || compareText(a.id, b.id));
  if (best === undefined) return { kind: "none", reason: "no_price_for_conditions" };
  const contradicted = rest.some((other) => order(best, other) === 0 && differs(best, other));
  return contradicted ? { kind: "none", reason: "ambiguous_price" } : { kind: "one", price: best };
}

/** True when the version is for the request's provider and model. */
export function isForModel(
  version: PriceVersion,
  request: Pick<PricedRequest, "provider" | "model">,
): boolean {
  return (
    version.provider === request.provider &&
    (version.model === request.model || version.model === ANY_MODEL)
  );
}

/** Validity is half open: from its start up to, not including, its end. */
export function isValidAt(version: PriceVersion, atMs: number): boolean {
  return version.validFromMs <= atMs && (version.validToMs === null || atMs < version.validToMs);
}

/** The name of the first condition that the dimensions don't meet; undefined when all hold. */
export function unmetCondition(
  version: PriceVersion,
  dimensions: Readonly<Record<string, DimensionValue>>,
): string | undefined {
  return Object.keys(version.conditions).find(
    (name) => dimensions[name] !== version.conditions[name],
  );
}

/** Orders the versions that fit a request, the one that goes first in front; 0 where nothing decides. */
export function precedence(
  request: Pick<PricedRequest, "billedUnit">,
): (a: PriceVersion, b: PriceVersion) => number {
  const inBilledUnit = (version: PriceVersion) => Number(version.unit === request.billedUnit);
  const namesModel = (version: PriceVersion) => Number(version.model !== ANY_MODEL);
  return (a, b) =>
    Number(b.own) - Number(a.own) ||
    inBilledUnit(b) - inBilledUnit(a) ||
    namesModel(b) - namesModel(a) ||
    Object.keys(b.conditions).length - Object.keys(a.conditions).length ||
    b.validFromMs - a.validFromMs ||
    b.createdAtMs - a.createdAtMs;
}

const ONE: Nano = 1_000_000_000n;

function differs(a: PriceVersion, b: PriceVersion): boolean {
  return (
    a.unit !== b.unit ||
    a.amount !== b.amount ||
    a.currency !== b.currency ||
    a.minimumUnits !== b.minimumUnits
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
