import { allocate } from "../allocate.ts";
import type { Nano } from "../money.ts";
import { NO_GPU_AMOUNT, type GpuAmount } from "./gpu-amount.ts";

/** How the cost of idle GPUs is split over those who used the fleet. */
export const IDLE_RULES = ["gpu_time", "peak", "even", "none"] as const;
export type IdleRule = (typeof IDLE_RULES)[number];

/** Why idle cost stayed on a line of its own: nobody asked for a rule, or nobody weighs anything under it. */
export const IDLE_LEFT_REASONS = ["no_rule", "no_use"] as const;
export type IdleLeftReason = (typeof IDLE_LEFT_REASONS)[number];

/** How one value of a dimension used an upstream's fleet. */
export interface IdleWeights {
  /** GPU seconds in the range, nano. */
  readonly gpuSeconds: Nano;
  /** GPU ms in the busiest hour of the upstream. */
  readonly peakMs: bigint;
}

/** The values' parts and what is left sum to the idle whole, in seconds and in money, to the nano. */
export interface IdleSplit {
  readonly parts: ReadonlyMap<string, GpuAmount>;
  readonly left: GpuAmount;
  /** Null when nothing is left. */
  readonly reason: IdleLeftReason | null;
}

/**
 * Splits what stood idle of one upstream: by the share of its GPU time, by the share of its busiest hour (which is what
 * sizes a fleet), evenly over all that used it, or not at all. What does not divide goes by largest remainder, equal ones
 * in the order of the values' names.
 */
export function splitIdle(
  idle: GpuAmount,
  rule: IdleRule,
  values: ReadonlyMap<string, IdleWeights>,
): IdleSplit {
  const named = [...values].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const weights = named.map(([, use]) => weightOf(rule, use));
  if (weights.every((weight) => weight === 0n)) {
    const nothing = idle.seconds === 0n && idle.cost === 0n;
    const reason = rule === "none" ? "no_rule" : "no_use";
    return { parts: new Map(), left: idle, reason: nothing ? null : reason };
  }
  const seconds = allocate(idle.seconds, weights);
  const costs = allocate(idle.cost, weights);
  return {
    parts: new Map(
      named.map(([name], index) => [
        name,
        { seconds: seconds[index] ?? 0n, cost: costs[index] ?? 0n },
      ]),
    ),
    left: NO_GPU_AMOUNT,
    reason: null,
  };
}

function weightOf(rule: IdleRule, use: IdleWeights): bigint {
  switch (rule) {
    case "gpu_time":
      return use.gpuSeconds;
    case "peak":
      return use.peakMs;
    case "even":
      return 1n;
    case "none":
      return 0n;
  }
}
