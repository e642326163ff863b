import { GPU_BASES, type GpuTime } from "./generation.ts";
import type { ExactGpuTime } from "./gpu-time.ts";

/**
 * What is known of a generation's GPU time stays unless news has a better basis: reported goes before measured, measured
 * before a profile. The same news again still has the digits that the stores don't hold.
 */
export function betterGpuTime(
  known: GpuTime | null,
  next: ExactGpuTime | null,
): ExactGpuTime | null {
  if (known === null) return next;
  const kept = { time: known, seconds: BigInt(known.ms) * NANO_PER_MS };
  if (next === null) return kept;
  const rank = ({ basis }: GpuTime) => GPU_BASES.indexOf(basis);
  const same = rank(next.time) === rank(known) && next.time.ms === known.ms;
  return same || rank(next.time) < rank(known) ? next : kept;
}

const NANO_PER_MS = 1_000_000n;
