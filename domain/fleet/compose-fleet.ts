import type { TimeRange } from "../time-buckets.ts";
import {
  accountSegment,
  type FleetSegment,
  type GpuUse,
  type ValueParts,
} from "./account-segment.ts";
import { fleetSegments } from "./fleet-segments.ts";
import type { FleetVersion } from "./fleet-version.ts";
import {
  addFleetFigures,
  addGpuAmounts,
  NO_FLEET_FIGURES,
  type FleetFigures,
} from "./gpu-amount.ts";

/** GPU time of one upstream, value and outcome in one while. */
export interface FleetUse {
  /** When the while begins: the range's own start, or one of the cuts. */
  readonly fromMs: number;
  readonly value: string;
  /** `open`: no outcome yet. */
  readonly outcome: "used" | "failed" | "open";
  readonly generations: number;
  /** Those whose GPU time is known. */
  readonly gpuKnown: number;
  readonly gpuMs: bigint;
}

export interface UpstreamFleet {
  readonly figures: FleetFigures;
  /** The whiles of its versions, each with what happened in it. */
  readonly segments: readonly { readonly segment: FleetSegment; readonly figures: FleetFigures }[];
  readonly values: readonly ValueParts[];
  /** Ended ones. */
  readonly generations: number;
  readonly running: number;
  /** Ended, and nobody knows their GPU time: it is counted as idle. */
  readonly withoutGpuTime: number;
  /** GPU time of clips that were admitted while the upstream had no GPUs; in none of the figures. */
  readonly unratedMs: bigint;
}

/** Accounts for an upstream's GPUs over a range; `cutsMs` are further instants at which the uses are told apart. */
export function composeFleet(
  versions: readonly FleetVersion[],
  uses: readonly FleetUse[],
  { range, untilMs, cutsMs }: { range: TimeRange; untilMs: number; cutsMs: readonly number[] },
): UpstreamFleet {
  const segments = fleetSegments(versions, range, untilMs, cutsMs);
  const ended = uses.filter(({ outcome }) => outcome !== "open");
  const accounted = segments.map((segment) => ({
    segment,
    ...accountSegment(segment, usesIn(ended, segment.fromMs)),
  }));
  const rated = new Set(segments.map(({ fromMs }) => fromMs));
  return {
    figures: accounted.reduce((sum, each) => addFleetFigures(sum, each.figures), NO_FLEET_FIGURES),
    segments: accounted.map(({ segment, figures }) => ({ segment, figures })),
    values: sumByValue(accounted.flatMap((each) => each.values)),
    generations: sumOf(ended, (use) => use.generations),
    running: sumOf(uses, (use) => (use.outcome === "open" ? use.generations : 0)),
    withoutGpuTime: sumOf(ended, (use) => use.generations - use.gpuKnown),
    unratedMs: ended
      .filter(({ fromMs }) => !rated.has(fromMs))
      .reduce((sum, use) => sum + use.gpuMs, 0n),
  };
}

function usesIn(uses: readonly FleetUse[], fromMs: number): readonly GpuUse[] {
  const byValue = new Map<string, { usedMs: bigint; failedMs: bigint }>();
  for (const use of uses) {
    if (use.fromMs !== fromMs) continue;
    const known = byValue.get(use.value) ?? { usedMs: 0n, failedMs: 0n };
    if (use.outcome === "used") known.usedMs += use.gpuMs;
    else known.failedMs += use.gpuMs;
    byValue.set(use.value, known);
  }
  return Array.from(byValue, ([value, ms]) => ({ value, ...ms }));
}

function sumByValue(parts: readonly ValueParts[]): readonly ValueParts[] {
  const byValue = new Map<string, ValueParts>();
  for (const part of parts) {
    const known = byValue.get(part.value);
    byValue.set(
      part.value,
      known === undefined
        ? part
        : {
            value: part.value,
            used: addGpuAmounts(known.used, part.used),
            failed: addGpuAmounts(known.failed, part.failed),
          },
    );
  }
  return [...byValue.values()];
}

function sumOf(uses: readonly FleetUse[], read: (use: FleetUse) => number): number {
  return uses.reduce((sum, use) => sum + read(use), 0);
}
