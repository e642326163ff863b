import type { GpuTime } from "./generation.ts";
import { divideRounded, type Nano } from "./money.ts";

/** GPUs that serve only this upstream, as its operator declared them. */
export interface DedicatedGpus {
  readonly type: string;
  readonly count: number;
  readonly usdPerHourNano: Nano;
}

export interface GpuTimeInput {
  /** GPU ms as the upstream reports them, null when it doesn't. */
  readonly reportedMs: number | null;
  readonly dedicated: DedicatedGpus | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

/**
 * GPU time of one generation: what the upstream reports; else, on an upstream declared dedicated, wall time from
 * start to end times its GPUs; else unknown (null).
 */
export function gpuTime(input: GpuTimeInput): GpuTime | null {
  const gpuType = input.dedicated?.type ?? null;
  if (input.reportedMs !== null) {
    return { ms: Math.round(input.reportedMs), basis: "reported", gpuType };
  }
  const { dedicated, startedAtMs, finishedAtMs } = input;
  if (dedicated === null || startedAtMs === null || finishedAtMs === null) return null;
  const wallMs = Math.max(0, finishedAtMs - startedAtMs);
  return { ms: Math.round(wallMs * dedicated.count), basis: "measured", gpuType };
}

const MS_PER_HOUR = 3_600_000n;

/** Cost in nano USD of GPU ms at a price per GPU hour. */
export function gpuCost(ms: number, usdPerHourNano: Nano): Nano {
  return divideRounded(BigInt(Math.round(ms)) * usdPerHourNano, MS_PER_HOUR);
}
