import { PRICE_UNITS, type PriceUnit } from "./generation.ts";
import { UNIT_OF_PRICE, type Observation } from "./observation.ts";
import { choosePrice, type PricedRequest, type PriceVersion } from "./pricing.ts";

/**
 * The unit of the book that the upstream billed in: the one that it names, or for `UNIT_OF_PRICE` that of the price which
 * the request has, by the book as it stood when the job was admitted, else as it stands. Null where it names none, or where
 * no price says which.
 */
export function billedUnitOf(
  versions: readonly PriceVersion[],
  request: Omit<PricedRequest, "billedUnit">,
  billed: Observation["billedUnits"],
): PriceUnit | null {
  if (billed?.unit !== UNIT_OF_PRICE) {
    return PRICE_UNITS.find((unit) => unit === billed?.unit) ?? null;
  }
  const written = choosePrice(
    versions.filter((version) => version.createdAtMs <= request.atMs),
    request,
  );
  const choice = written.kind === "one" ? written : choosePrice(versions, request);
  return choice.kind === "one" ? choice.price.unit : null;
}
