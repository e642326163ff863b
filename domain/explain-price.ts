import {
  choosePrice,
  isForModel,
  precedence,
  priceRequest,
  unmetCondition,
  type DimensionValue,
  type PricedRequest,
  type PriceMatch,
  type PriceVersion,
} from "./pricing.ts";

/** What keeps a version from pricing a request. */
export type WhyNot =
  | { readonly code: "not_yet_valid" }
  | { readonly code: "no_longer_valid" }
  | {
      readonly code: "condition_not_met";
      readonly condition: string;
      readonly wants: DimensionValue;
      /** Null when the request says nothing about it. */
      readonly has: DimensionValue | null;
    }
  /** It fits, and another version that fits goes first. */
  | { readonly code: "another_goes_first"; readonly priceId: string }
  /** It fits, and so does another of the same rank that says something else. */
  | { readonly code: "ambiguous" };

export interface ConsideredPrice {
  readonly price: PriceVersion;
  /** Its time and all its conditions fit the request. */
  readonly fits: boolean;
  /** Null for the version that prices the request. */
  readonly whyNot: WhyNot | null;
}

export interface PriceExplanation {
  /** The version that goes first; it may still lack the request's units (`units_unknown`). */
  readonly matched: PriceVersion | null;
  readonly match: PriceMatch;
  /** Every version of the request's provider and model, those that fit in front, in their order of precedence. */
  readonly considered: readonly ConsideredPrice[];
}

/** The price of a request as `priceRequest` finds it, and for every other version of its model why it is not that. */
export function explainPrice(
  versions: readonly PriceVersion[],
  request: PricedRequest,
): PriceExplanation {
  const choice = choosePrice(versions, request);
  const matched = choice.kind === "one" ? choice.price : null;
  const order = precedence(request);
  const ofModel = versions
    .filter((version) => isForModel(version, request))
    .toSorted((a, b) => order(a, b) || (a.id < b.id ? -1 : 1));
  const misfits = new Map(ofModel.map((version) => [version, misfit(version, request)]));
  const first = ofModel.find((version) => misfits.get(version) === null);
  const considered = ofModel.map((price): ConsideredPrice => {
    const whyNot = misfits.get(price) ?? null;
    if (whyNot !== null) return { price, fits: false, whyNot };
    return { price, fits: true, whyNot: price === matched ? null : beaten(price) };
  });
  return {
    matched,
    match: priceRequest(versions, request),
    considered: considered.toSorted((a, b) => Number(b.fits) - Number(a.fits)),
  };

  function beaten(price: PriceVersion): WhyNot {
    if (matched !== null) return { code: "another_goes_first", priceId: matched.id };
    return first === undefined || order(first, price) === 0
      ? { code: "ambiguous" }
      : { code: "another_goes_first", priceId: first.id };
  }
}

function misfit(version: PriceVersion, request: PricedRequest): WhyNot | null {
  if (request.atMs < version.validFromMs) return { code: "not_yet_valid" };
  if (version.validToMs !== null && request.atMs >= version.validToMs) {
    return { code: "no_longer_valid" };
  }
  const condition = unmetCondition(version, request.dimensions);
  const wants = condition === undefined ? undefined : version.conditions[condition];
  if (condition === undefined || wants === undefined) return null;
  return {
    code: "condition_not_met",
    condition,
    wants,
    has: Object.hasOwn(request.dimensions, condition)
      ? (request.dimensions[condition] ?? null)
      : null,
  };
}
