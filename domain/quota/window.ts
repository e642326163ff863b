import { bucketStart, nextStart } from "../time-buckets.ts";
import { openZone, type Zone } from "../time-zone.ts";
import type { QuotaWindow } from "./rule.ts";

/** One window of a rule, ms since the epoch. A rolling or lifetime window has one bucket, which starts at 0. */
export interface WindowBounds {
  readonly startMs: number;
  /** Null where nothing resets by the calendar. */
  readonly endMs: number | null;
}

/**
 * The window in which an instant lies, in the zone's own hours, days, weeks (from Monday) and months: a day in
 * which clocks change has 23 or 25 hours. `open` gives zones by name; opening one costs, so callers keep them.
 */
export function windowAt(
  window: QuotaWindow,
  atMs: number,
  open: (name: string) => Zone,
): WindowBounds {
  if (window.kind !== "calendar") return { startMs: 0, endMs: null };
  const zone = open(window.tz);
  const startMs = bucketStart(atMs, window.unit, zone);
  return { startMs, endMs: nextStart(startMs, window.unit, zone) };
}

/** Opens each zone once. */
export function zoneCache(): (name: string) => Zone {
  const opened = new Map<string, Zone>();
  return (name) => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const zone = openZone(name);
    opened.set(name, zone);
    return zone;
  };
}

/** A window's identity: rules with the same one count in the same buckets. */
export function windowKey(window: QuotaWindow): string {
  switch (window.kind) {
    case "calendar":
      return `${window.unit}:${window.tz}`;
    case "rolling":
      return `rolling:${window.seconds}`;
    case "lifetime":
      return "lifetime";
  }
}

/** `a day`, `in any 2 hours`, …: the end of the sentence that names a limit. */
export function windowText(window: QuotaWindow): string {
  switch (window.kind) {
    case "calendar":
      return `a ${window.unit}`;
    case "rolling":
      return `in any ${durationText(window.seconds)}`;
    case "lifetime":
      return "in all";
  }
}

function durationText(seconds: number): string {
  for (const [unit, length] of DURATIONS) {
    if (seconds % length !== 0) continue;
    const count = seconds / length;
    return count === 1 ? unit : `${count} ${unit}s`;
  }
  return `${seconds} seconds`;
}

const DURATIONS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
