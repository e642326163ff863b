import type { PriceUnit } from "../generation.ts";
import { NANO_PER_UNIT, type Nano } from "../money.ts";
import type { UnitSource } from "../rerate/choose-rate.ts";
import type { MeteredPart } from "./bill.ts";

const NANO_PER_MS = 1_000_000n;

/** What a part has to be charged for when its units come from a source; null where that is not known. */
export function unitsFrom(part: MeteredPart, source: UnitSource): Nano | null {
  if (source === "requested") return part.seconds;
  if (source === "one") return BigInt(part.generations) * NANO_PER_UNIT;
  if (source === "booked") return part.units;
  return part.gpuMs === null ? null : BigInt(part.gpuMs) * NANO_PER_MS;
}

/** How many units of a kind were metered, nano; what was not billed counts none. Null where that is not known. */
export function meteredUnits(parts: readonly MeteredPart[], unit: PriceUnit): Nano | null {
  let sum = 0n;
  for (const part of parts) {
    const units = unitsOf(part, unit);
    if (units === null) return null;
    sum += units;
  }
  return sum;
}

/** The unit that all parts with a price were charged by; null when they differ or none was. */
export function bookedUnit(parts: readonly MeteredPart[]): PriceUnit | null {
  const units = new Set(parts.flatMap(({ facts }) => facts.priceUnit ?? []));
  const [only = null] = units;
  return units.size === 1 ? only : null;
}

function unitsOf(part: MeteredPart, unit: PriceUnit): Nano | null {
  const { facts } = part;
  if (facts.free && facts.priceUnit === null) return 0n;
  if (facts.priceUnit === unit && part.units !== null) return part.units;
  if (unit === "second") return unitsFrom(part, "requested");
  if (unit === "video") return unitsFrom(part, "one");
  return unit === "gpu_second" ? unitsFrom(part, "gpu") : null;
}
