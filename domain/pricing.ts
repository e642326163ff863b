import type { CostCalculation, PriceUnit, UnpricedReason } from "./generation.ts";
import { multiplyNano, type Currency, type Nano } from "./money.ts";

export type DimensionValue = string | number | boolean;

/** One row of the price book. Never edited: a correction is another version. */
export interface PriceVersion {
  readonly id: string;
  /** True for a workspace's own price; it beats a seeded one. */
  readonly own: boolean;
  readonly provider: string;
  readonly model: string;
  readonly unit: PriceUnit;
  /** All must equal the request's dimensions. `outcome` names the final state that the price is for. */
  readonly conditions: Readonly<Record<string, DimensionValue>>;
  readonly amount: Nano;
  readonly currency: Currency;
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
}

export type PriceMatch =
  | {
      readonly kind: "priced";
      readonly amount: Nano;
      readonly currency: Currency;
      readonly calculation: CostCalculation;
    }
  | { readonly kind: "unpriced"; readonly reason: UnpricedReason };

/**
 * Finds the price of a request: versions of its provider and model that are valid at its time and all of whose
 * conditions hold; the most conditions win, then a workspace's own over a seeded one, then the later validity,
 * then the later written. Two best versions that differ only in unit are ambiguous, and so unpriced.
 */
export function priceRequest(
  versions: readonly PriceVersion[],
  request: PricedRequest,
): PriceMatch {
  const ofModel = versions.filter(
    (version) => version.provider === request.provider && version.model === request.model,
  );
  if (ofModel.length === 0) return { kind: "unpriced", reason: "no_price_for_model" };

  const inTime = ofModel.filter((version) => isValidAt(version, request.atMs));
  if (inTime.length === 0) return { kind: "unpriced", reason: "no_price_at_this_time" };

  const matching = inTime.filter((version) => conditionsHold(version, request.dimensions));
  const [best, second] = matching.toSorted(byPrecedence);
  if (best === undefined) return { kind: "unpriced", reason: "no_price_for_conditions" };
  if (second !== undefined && byPrecedence(best, second) === 0 && differs(best, second)) {
    return { kind: "unpriced", reason: "ambiguous_price" };
  }

  const units = best.unit === "video" ? (request.units.video ?? ONE) : request.units[best.unit];
  if (units === undefined) return { kind: "unpriced", reason: "units_unknown" };
  return {
    kind: "priced",
    amount: multiplyNano(best.amount, units),
    currency: best.currency,
    calculation: { priceId: best.id, unit: best.unit, units, unitAmount: best.amount },
  };
}

/** Validity is half open: from its start up to, not including, its end. */
export function isValidAt(version: PriceVersion, atMs: number): boolean {
  return version.validFromMs <= atMs && (version.validToMs === null || atMs < version.validToMs);
}

const ONE: Nano = 1_000_000_000n;

function conditionsHold(
  version: PriceVersion,
  dimensions: Readonly<Record<string, DimensionValue>>,
): boolean {
  return Object.entries(version.conditions).every(([name, value]) => dimensions[name] === value);
}

function byPrecedence(a: PriceVersion, b: PriceVersion): number {
  return (
    Object.keys(b.conditions).length - Object.keys(a.conditions).length ||
    Number(b.own) - Number(a.own) ||
    b.validFromMs - a.validFromMs ||
    b.createdAtMs - a.createdAtMs
  );
}

function differs(a: PriceVersion, b: PriceVersion): boolean {
  return a.unit !== b.unit || a.amount !== b.amount || a.currency !== b.currency;
}
