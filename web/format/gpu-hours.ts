import { divideRounded, formatNano, parseNano } from "../../domain/money.ts";

const NANO_SECONDS_PER_MILLI_HOUR = 3_600_000_000n;
const NANO_PER_MILLI = 1_000_000n;

/** GPU seconds of the wire as hours with three decimals, "52200.000000000" → "14.500000000". */
export function gpuHours(gpuSeconds: string): string {
  return formatNano(
    divideRounded(parseNano(gpuSeconds), NANO_SECONDS_PER_MILLI_HOUR) * NANO_PER_MILLI,
  );
}
