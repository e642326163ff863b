import { PRICE_UNITS, type PriceUnit } from "./generation.ts";
import { UNIT_OF_PRICE, type Observation } from "./observation.ts";
import { choosePrice, type PricedRequest, type PriceVersion } from "./pricing.ts";

export interface BilledUnit {
  /** Null where the upstream names none, or where no price says which. */
  readonly unit: PriceUnit | null;
  /** The versions that price it: where a price says the unit, that one alone. */
  readonly versions: readonly PriceVersion[];
}

/**
 * The unit of the book that the upstream billed in: the one that it names, or for `UNIT_OF_PRICE` that of the price which
 * the request has, by the book as it stood when the job was admitted, else as it stands.
 */
export function billedUnitOf(
  versions: readonly PriceVersion[],
  request: Omit<PricedRequest, "billedUnit">,
  billed: Observation["billedUnits"],
): BilledUnit {
  if (billed?.unit !== UNIT_OF_PRICE) {
    return { unit: PRICE_UNITS.find((unit) => unit === billed?.unit) ?? null, versions };
  }
  const written = choosePrice(
    versions.filter((version) => version.createdAtMs <= request.atMs),
    request,
  );
  const choice = written.kind === "one" ? written : choosePrice(versions, request);
  return choice.kind === "one"
    ? { unit: choice.price.unit, versions: [choice.price] }
    : { unit: null, versions };
}
