import { priceRequest, type PricedRequest, type PriceMatch, type PriceVersion } from "./pricing.ts";

/**
 * By the book as it stood when the job was admitted, which is what its hold was made by; a version written since counts
 * only where that book had no price.
 */
export function priceAsAdmitted(
  versions: readonly PriceVersion[],
  request: PricedRequest,
): PriceMatch {
  const written = versions.filter((version) => version.createdAtMs <= request.atMs);
  const match = priceRequest(written, request);
  return match.kind === "priced" ? match : priceRequest(versions, request);
}
