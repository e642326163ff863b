import type { Nano } from "./money.ts";
import type { Observation } from "./observation.ts";
import type { DimensionValue } from "./pricing.ts";

/** The dimension that says how many clips one job was asked for, as a number; one where it is absent. */
export const CLIPS_DIMENSION = "samples";

/**
 * What was seen of a job that made another number of clips than were asked for, where the provider bills those it made:
 * it named their number, and so the seconds. `requestedSeconds` are those of all clips. Any other observation stays as it is.
 */
export function countClipsMade(
  job: {
    readonly requestedSeconds: Nano | null;
    readonly dimensions: Readonly<Record<string, DimensionValue>>;
  },
  seen: Observation,
): Observation {
  const { clipsMade } = seen;
  const asked = job.dimensions[CLIPS_DIMENSION];
  if (clipsMade === undefined || job.requestedSeconds === null) return seen;
  if (typeof asked !== "number" || clipsMade === asked) return seen;
  const units = (job.requestedSeconds * BigInt(clipsMade)) / BigInt(asked);
  return {
    ...seen,
    videoSeconds: seen.videoSeconds ?? units,
    billedUnits: seen.billedUnits ?? { unit: "second", units },
  };
}
