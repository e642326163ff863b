import type { GpuTime } from "./generation.ts";
import type { RunProfile } from "./gpu-profile.ts";
import { divideRounded, multiplyNano, nanoOfNumber, type Nano } from "./money.ts";

/** GPUs that serve only this upstream, as its operator declared them. */
export interface DedicatedGpus {
  readonly type: string;
  /** Nano GPUs: half of one, a slice of a shared card, is 500_000_000n. */
  readonly countNano: Nano;
  readonly usdPerHourNano: Nano;
}

export interface GpuTimeInput {
  /** Milliseconds of the run as the upstream reports them, with any fraction; null when it doesn't. */
  readonly reportedMs: number | null;
  readonly dedicated: DedicatedGpus | null;
  readonly profile: RunProfile;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  /** Of the clip that was made; null when none was, or its length is unknown. */
  readonly videoSeconds: Nano | null;
}

/** GPU time with the digits that whole milliseconds don't hold. */
export interface ExactGpuTime {
  readonly time: GpuTime;
  /** GPU seconds, nano. */
  readonly seconds: Nano;
}

/**
 * GPU time of one generation: the run's time as the upstream reports it × the GPUs of a run (one, unless the profile
 * says otherwise); else, on dedicated GPUs, wall time from start to end × the GPUs of a run (all of them, unless the
 * profile says otherwise); else the clip's seconds × what the profile says of a second; else unknown (null).
 */
export function gpuTime(input: GpuTimeInput): ExactGpuTime | null {
  const { reportedMs, dedicated, profile, startedAtMs, finishedAtMs, videoSeconds } = input;
  const gpuType = profile.gpuType ?? dedicated?.type ?? profile.hardware;
  const known = (basis: GpuTime["basis"], seconds: Nano): ExactGpuTime => ({
    time: { ms: Number(divideRounded(seconds, NANO_PER_MS)), basis, gpuType },
    seconds,
  });
  if (reportedMs !== null) {
    return known("reported", multiplyNano(nanoOfMs(reportedMs), profile.gpusPerRun ?? ONE));
  }
  if (dedicated !== null && startedAtMs !== null && finishedAtMs !== null) {
    const wallMs = Math.max(0, finishedAtMs - startedAtMs);
    return known(
      "measured",
      multiplyNano(nanoOfMs(wallMs), profile.gpusPerRun ?? dedicated.countNano),
    );
  }
  if (profile.gpuSecondsPerVideoSecond !== null && videoSeconds !== null) {
    return known("profile", multiplyNano(profile.gpuSecondsPerVideoSecond, videoSeconds));
  }
  return null;
}

const ONE: Nano = 1_000_000_000n;
const NANO_PER_MS = 1_000_000n;
const NANO_SECONDS_PER_HOUR = 3_600_000_000_000n;

/** Cost in nano USD of GPU seconds (nano) at a price per GPU hour. */
export function gpuCost(seconds: Nano, usdPerHourNano: Nano): Nano {
  return divideRounded(seconds * usdPerHourNano, NANO_SECONDS_PER_HOUR);
}

/** Nano seconds of milliseconds as the wire writes them, 12345.678. */
function nanoOfMs(ms: number): Nano {
  return nanoOfNumber(String(ms), 1_000n) ?? 0n;
}
