import type { Nano } from "./money.ts";

/** As a profile's model: any model. */
export const ANY_PROFILED_MODEL = "*";

/** What an operator states about the GPUs behind a model, from an instant on; a null says nothing. */
export interface GpuProfileVersion extends RunProfile {
  readonly id: string;
  readonly provider: string;
  /** A slug; null: all upstreams of the provider. */
  readonly upstream: string | null;
  /** `ANY_PROFILED_MODEL` is for all of them. */
  readonly model: string;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly createdAtMs: number;
}

/** What is known about the GPUs of one run. */
export interface RunProfile {
  /** GPU seconds, over all GPUs, that a second of video takes; nano. */
  readonly gpuSecondsPerVideoSecond: Nano | null;
  /** The name that a price book has for the machine. */
  readonly hardware: string | null;
  /** Nano GPUs; a run that shares a card uses a part of one. */
  readonly gpusPerRun: Nano | null;
  readonly gpuType: string | null;
}

export const NO_PROFILE: RunProfile = {
  gpuSecondsPerVideoSecond: null,
  hardware: null,
  gpusPerRun: null,
  gpuType: null,
};

export interface ProfiledRun {
  readonly provider: string;
  readonly upstream: string;
  readonly model: string;
  readonly atMs: number;
}

/**
 * What the versions say of a run that was admitted at an instant. Of each fact the most specific statement counts: one of
 * the upstream before one of its provider, then one of the model before any model, then the later start, then the one
 * written later. What was written after the admission counts only for facts that nothing older states. The order of
 * `versions` changes nothing.
 */
export function profileOf(versions: readonly GpuProfileVersion[], run: ProfiledRun): RunProfile {
  const ranked = versions
    .filter((version) => isAbout(version, run))
    .toSorted((a, b) => precedence(a, b, run.atMs));
  const first = <T>(read: (version: RunProfile) => T | null): T | null => {
    for (const version of ranked) {
      const stated = read(version);
      if (stated !== null) return stated;
    }
    return null;
  };
  return {
    gpuSecondsPerVideoSecond: first((version) => version.gpuSecondsPerVideoSecond),
    hardware: first((version) => version.hardware),
    gpusPerRun: first((version) => version.gpusPerRun),
    gpuType: first((version) => version.gpuType),
  };
}

function isAbout(version: GpuProfileVersion, run: ProfiledRun): boolean {
  return (
    version.provider === run.provider &&
    (version.upstream === null || version.upstream === run.upstream) &&
    (version.model === ANY_PROFILED_MODEL || version.model === run.model) &&
    version.validFromMs <= run.atMs &&
    (version.validToMs === null || run.atMs < version.validToMs)
  );
}

function precedence(a: GpuProfileVersion, b: GpuProfileVersion, atMs: number): number {
  const stood = (version: GpuProfileVersion) => Number(version.createdAtMs <= atMs);
  const namesUpstream = (version: GpuProfileVersion) => Number(version.upstream !== null);
  const namesModel = (version: GpuProfileVersion) => Number(version.model !== ANY_PROFILED_MODEL);
  return (
    stood(b) - stood(a) ||
    namesUpstream(b) - namesUpstream(a) ||
    namesModel(b) - namesModel(a) ||
    b.validFromMs - a.validFromMs ||
    b.createdAtMs - a.createdAtMs ||
    (a.id < b.id ? 1 : -1)
  );
}
