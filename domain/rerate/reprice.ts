import type { Cost, CostCalculation, FinalState } from "../generation.ts";
import { MAX_STORED_NANO, type Nano } from "../money.ts";
import { chargeUnits, type DimensionValue } from "../pricing.ts";
import { chooseRate, type LeftReason, type PriceBook, type UnitSource } from "./choose-rate.ts";

/** A settled generation with what its price is worked out of. */
export interface RatedGeneration {
  readonly provider: string;
  readonly model: string;
  readonly state: FinalState;
  readonly createdAtMs: number;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly requestedSeconds: Nano | null;
  readonly gpuMs: number | null;
  readonly cost: Cost;
}

export type Repriced =
  /** The book says what is booked already. */
  | { readonly kind: "same" }
  | { readonly kind: "changed"; readonly cost: Cost }
  | { readonly kind: "left"; readonly reason: LeftReason };

const NANO_PER_MS = 1_000_000n;
const ONE: Nano = 1_000_000_000n;

/** What a settled generation costs by this book. Pure; the result booked and asked again is `same`. */
export function reprice(book: PriceBook, generation: RatedGeneration): Repriced {
  const { cost, gpuMs, requestedSeconds } = generation;
  const calculation = cost.basis === "unpriced" ? null : cost.calculation;
  const choice = chooseRate(book, {
    provider: generation.provider,
    model: generation.model,
    state: generation.state,
    createdAtMs: generation.createdAtMs,
    dimensions: generation.dimensions,
    basis: cost.basis,
    priceId: calculation?.priceId ?? null,
    priceUnit: calculation?.unit ?? null,
    mixedCharges: cost.basis === "unpriced" && cost.reason === "mixed_charges",
    free: cost.basis !== "unpriced" && cost.amount === 0n,
    secondsKnown: requestedSeconds !== null,
    gpuKnown: gpuMs !== null,
  });
  if (choice.kind === "left") return choice;
  const units: Record<UnitSource, Nano | null> = {
    requested: requestedSeconds,
    gpu: gpuMs === null ? null : gpuSeconds(gpuMs, calculation),
    booked: calculation?.units ?? null,
    one: ONE,
  };
  const charged = chargeUnits(choice.price, units[choice.source] ?? 0n);
  if (charged.amount > MAX_STORED_NANO) return { kind: "left", reason: "amount_too_large" };
  const next: Cost = { basis: choice.basis, ...charged };
  return sameCost(cost, next) ? { kind: "same" } : { kind: "changed", cost: next };
}

/** As booked, where that is the same time with the digits that whole milliseconds don't hold. */
function gpuSeconds(gpuMs: number, booked: CostCalculation | null): Nano {
  const seconds = BigInt(gpuMs) * NANO_PER_MS;
  if (booked?.unit !== "gpu_second") return seconds;
  const finer = booked.units - seconds;
  return -NANO_PER_MS < 2n * finer && 2n * finer <= NANO_PER_MS ? booked.units : seconds;
}

/** True when two costs say the same by the same arithmetic; which row of the book says so makes no difference. */
export function sameCost(a: Cost, b: Cost): boolean {
  if (a.basis === "unpriced" || b.basis === "unpriced") return a.basis === b.basis;
  return (
    a.basis === b.basis &&
    a.amount === b.amount &&
    a.currency === b.currency &&
    a.calculation?.unit === b.calculation?.unit &&
    a.calculation?.units === b.calculation?.units &&
    a.calculation?.unitAmount === b.calculation?.unitAmount
  );
}
