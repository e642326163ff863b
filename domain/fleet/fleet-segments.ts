import type { TimeRange } from "../time-buckets.ts";
import type { FleetSegment } from "./account-segment.ts";
import { versionAt, type FleetVersion } from "./fleet-version.ts";

/**
 * Cuts a range into the whiles in which an upstream's GPUs were the same, and at further instants (`cutsMs`). Without
 * GPUs there is no segment. Whiles that lie after `untilMs` have not been yet: they are left out, the running one is cut.
 */
export function fleetSegments(
  versions: readonly FleetVersion[],
  range: TimeRange,
  untilMs: number,
  cutsMs: readonly number[] = [],
): readonly FleetSegment[] {
  const endMs = Math.min(range.toMs, untilMs);
  const inside = [...versions.map((version) => version.validFromMs), ...cutsMs].filter(
    (atMs) => atMs > range.fromMs && atMs < endMs,
  );
  const starts = [...new Set([range.fromMs, ...inside])].toSorted((a, b) => a - b);
  return starts.flatMap((fromMs, index) => {
    const toMs = starts[index + 1] ?? endMs;
    const gpus = versionAt(versions, fromMs)?.gpus ?? null;
    return gpus === null || toMs <= fromMs ? [] : [{ fromMs, toMs, gpus }];
  });
}
