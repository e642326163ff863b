import type { Observation } from "./observation.ts";
import type { PriceMatch } from "./pricing.ts";

/** Units that are billed, whatever the outcome; GPU time is only that where it is what the price is per. */
export function namesBill({ billedUnits }: Observation, match: PriceMatch): boolean {
  if (billedUnits?.unit !== "gpu_second" || match.kind === "unpriced") return billedUnits !== null;
  return match.calculation.unit === "gpu_second";
}
