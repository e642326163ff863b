import { betterGpuTime } from "./better-gpu-time.ts";
import type { GenerationState, GpuTime } from "./generation.ts";
import type { RunProfile } from "./gpu-profile.ts";
import { gpuTime, type DedicatedGpus, type ExactGpuTime } from "./gpu-time.ts";
import type { Nano } from "./money.ts";
import type { Observation } from "./observation.ts";

interface RunningJob {
  readonly gpu: GpuTime | null;
  readonly submittedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly requestedSeconds: Nano | null;
}

interface GpuRules {
  readonly dedicated: DedicatedGpus | null;
  readonly profile: RunProfile;
}

/**
 * The GPU time of a job that news has taken to a state; `finishedAtMs` is null while it runs. What the upstream reported
 * first stays.
 */
export function gpuOfJob(
  job: RunningJob,
  state: GenerationState,
  seen: Observation,
  { dedicated, profile }: GpuRules,
  finishedAtMs: number | null,
): ExactGpuTime | null {
  const seenStart = job.startedAtMs ?? seen.startedAtMs;
  const next = gpuTime({
    reportedMs: seen.gpuMs,
    dedicated,
    profile,
    // What was cancelled while it waited used no GPU that anybody knows of.
    startedAtMs: state === "cancelled" ? seenStart : (seenStart ?? job.submittedAtMs),
    finishedAtMs,
    // What was asked for is the same in every answer; the length that is made may come late.
    videoSeconds: state === "succeeded" ? (job.requestedSeconds ?? seen.videoSeconds) : null,
  });
  return betterGpuTime(job.gpu, next);
}
