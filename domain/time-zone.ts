/** A wall clock without zone. Months are 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** An IANA time zone, with its rules. */
export interface Zone {
  readonly name: string;
  /** What the clocks on the wall show at an instant (ms since the epoch). */
  wallAt(atMs: number): WallTime;
  /** Minutes that the zone is ahead of UTC at an instant; 345 for Kathmandu. */
  offsetMinutes(atMs: number): number;
  /**
   * The instant at which the clocks show a wall time. Shown twice (clocks set back): the first. Never shown
   * (clocks set forward): the instant at which the gap ends.
   */
  instantOf(wall: WallTime): number;
}

/** True for names that the runtime's IANA database knows ("Europe/Paris", "UTC"); offsets such as "+05:30" are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).format(0) !== "";
  } catch {
    return false; // RangeError is how Intl says that it does not know the zone
  }
}

/** Opens a zone by its IANA name. @throws RangeError for an unknown one. */
export function openZone(name: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    era: "short",
  });

  const wallAt = (atMs: number): WallTime => {
    const parts = new Map(format.formatToParts(atMs).map((part) => [part.type, part.value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type) ?? "0");
    return {
      year: number("year"),
      month: number("month"),
      day: number("day"),
      hour: number("hour"),
      minute: number("minute"),
      second: number("second"),
    };
  };

  const offsetMs = (atMs: number) => wallAsUtc(wallAt(atMs)) - floorTo(atMs, 1000);

  const instantOf = (wall: WallTime): number => {
    const asUtc = wallAsUtc(wall);
    // The offset that holds is one of those in force a day either side; the larger one gives the earlier instant.
    const offsets = [offsetMs(asUtc - DAY_MS), offsetMs(asUtc + DAY_MS)].toSorted((a, b) => b - a);
    for (const offset of offsets) {
      if (offsetMs(asUtc - offset) === offset) return asUtc - offset;
    }
    return gapEnd(asUtc - (offsets[0] ?? 0), asUtc - (offsets[1] ?? 0), offsetMs);
  };

  return { name, wallAt, instantOf, offsetMinutes: (atMs) => offsetMs(atMs) / 60_000 };
}

const DAY_MS = 86_400_000;

function wallAsUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

/** The instant between two at which the offset changes, to the second. */
function gapEnd(before: number, after: number, offsetMs: (atMs: number) => number): number {
  let low = Math.min(before, after);
  let high = Math.max(before, after);
  const old = offsetMs(low);
  while (high - low > 1000) {
    const middle = floorTo((low + high) / 2, 1000);
    if (offsetMs(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
