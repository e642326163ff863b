import type { PriceUnit } from "../generation.ts";
import { multiplyNano, NANO_PER_UNIT, type Nano } from "../money.ts";

/** Names of units as FOCUS 1.2 wants them (attribute Unit Format): plural, capitalised. */
const FOCUS_UNITS: Readonly<Record<PriceUnit, string>> = {
  second: "Seconds",
  input_second: "Input-Seconds",
  video: "Videos",
  token: "Tokens",
  frame: "Frames",
  image: "Images",
  megapixel_second: "Megapixel-Seconds",
  gpu_second: "GPU-Seconds",
  credit: "Credits",
  tick: "Ticks",
};
export const GENERATION_UNIT = "Generations";

/** How a charge is multiplied out: quantity × unitPrice = cost, rounded as the product rounds. */
export interface ChargePrice {
  readonly quantity: Nano;
  readonly unit: string;
  readonly unitPrice: Nano;
}

export interface BookedAmounts {
  readonly cost: Nano;
  readonly units: Nano | null;
  readonly unit: PriceUnit | null;
  readonly unitAmount: Nano | null;
}

/**
 * The multiplication that a cost came from. Where there was none (the provider named the money, the outcome was free,
 * or the cost was corrected since) one generation is charged at its cost: FOCUS 1.2 lets neither factor of a usage be null.
 */
export function chargePrice({ cost, units, unit, unitAmount }: BookedAmounts): ChargePrice {
  if (units !== null && unit !== null && unitAmount !== null) {
    if (multiplyNano(units, unitAmount) === cost) {
      return { quantity: units, unit: FOCUS_UNITS[unit], unitPrice: unitAmount };
    }
  }
  return { quantity: NANO_PER_UNIT, unit: GENERATION_UNIT, unitPrice: cost };
}
