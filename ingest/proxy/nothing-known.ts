import type { Observation } from "../../domain/observation.ts";

/** The members of an observation that an answer without a job object leaves open. */
export const nothingKnown = {
  progress: null,
  startedAtMs: null,
  finishedAtMs: null,
  model: null,
  resolution: null,
  videoSeconds: null,
  gpuMs: null,
  reportedCost: null,
  billedUnits: null,
  failure: null,
} as const satisfies Partial<Observation>;
