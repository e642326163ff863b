import type { DedicatedGpus } from "../gpu-time.ts";

/** An upstream's GPUs from an instant on; null: it has none from then on. */
export interface FleetVersion {
  readonly gpus: DedicatedGpus | null;
  readonly validFromMs: number;
  readonly createdAtMs: number;
}

/** Fleets change on quarter hours, as the rollups are cut. */
export const FLEET_STEP_MS = 900_000;

/** The GPUs that an upstream had when a job was admitted, by the history as it stood then, or else as it is known now. */
export function fleetAsAdmitted(
  versions: readonly FleetVersion[],
  atMs: number,
): DedicatedGpus | null {
  const written = versions.filter((version) => version.createdAtMs <= atMs);
  const version = versionAt(written, atMs) ?? versionAt(versions, atMs);
  return version?.gpus ?? null;
}

/** The version that counts at an instant: the latest start, of equal ones the one written later. */
export function versionAt(versions: readonly FleetVersion[], atMs: number): FleetVersion | null {
  let found: FleetVersion | null = null;
  for (const version of versions) {
    if (version.validFromMs > atMs) continue;
    if (found === null || comesAfter(version, found)) found = version;
  }
  return found;
}

function comesAfter(a: FleetVersion, b: FleetVersion): boolean {
  return a.validFromMs === b.validFromMs
    ? a.createdAtMs >= b.createdAtMs
    : a.validFromMs > b.validFromMs;
}
