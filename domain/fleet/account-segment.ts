import { allocate } from "../allocate.ts";
import { gpuCost, type DedicatedGpus } from "../gpu-time.ts";
import type { Nano } from "../money.ts";
import { NO_GPU_AMOUNT, type FleetFigures, type GpuAmount } from "./gpu-amount.ts";

/** A while in which an upstream's GPUs were the same; half open, ms. */
export interface FleetSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly gpus: DedicatedGpus;
}

/** GPU milliseconds of one value of a dimension in a while. */
export interface GpuUse {
  readonly value: string;
  readonly usedMs: bigint;
  readonly failedMs: bigint;
}

/** A value's parts; over all values they sum to the segment's. */
export interface ValueParts {
  readonly value: string;
  readonly used: GpuAmount;
  readonly failed: GpuAmount;
}

/**
 * What a segment's GPUs cost, whether used or not, and what of it was used, failed and idle. Money is rounded for the
 * capacity, for all GPU time together and for what was used of it; the rest is what is left of those, so that parts sum
 * to the whole.
 */
export function accountSegment(
  segment: FleetSegment,
  uses: readonly GpuUse[],
): { readonly figures: FleetFigures; readonly values: readonly ValueParts[] } {
  const { gpus } = segment;
  const priced = (seconds: Nano): GpuAmount => ({
    seconds,
    cost: gpuCost(seconds, gpus.usdPerHourNano),
  });
  const capacity = priced((gpus.countNano * BigInt(segment.toMs - segment.fromMs)) / MS_PER_SECOND);
  const used = priced(secondsOf(uses, (use) => use.usedMs));
  const busy = priced(used.seconds + secondsOf(uses, (use) => use.failedMs));
  const failed = less(busy, used);
  const figures: FleetFigures = {
    capacity,
    used,
    failed,
    idle: busy.seconds <= capacity.seconds ? less(capacity, busy) : NO_GPU_AMOUNT,
    over: busy.seconds <= capacity.seconds ? NO_GPU_AMOUNT : less(busy, capacity),
  };
  const usedCosts = shared(used.cost, uses, (use) => use.usedMs);
  const failedCosts = shared(failed.cost, uses, (use) => use.failedMs);
  const values = uses.map((use, index) => ({
    value: use.value,
    used: { seconds: use.usedMs * NANO_PER_MS, cost: usedCosts[index] ?? 0n },
    failed: { seconds: use.failedMs * NANO_PER_MS, cost: failedCosts[index] ?? 0n },
  }));
  return { figures, values };
}

const MS_PER_SECOND = 1_000n;
const NANO_PER_MS = 1_000_000n;

function secondsOf(uses: readonly GpuUse[], read: (use: GpuUse) => bigint): Nano {
  return uses.reduce((sum, use) => sum + read(use), 0n) * NANO_PER_MS;
}

function shared(
  cost: Nano,
  uses: readonly GpuUse[],
  weight: (use: GpuUse) => bigint,
): readonly Nano[] {
  return uses.length === 0 ? [] : allocate(cost, uses.map(weight));
}

function less(whole: GpuAmount, part: GpuAmount): GpuAmount {
  return { seconds: whole.seconds - part.seconds, cost: whole.cost - part.cost };
}
