/**
 * How long something takes, in milliseconds: always the same, evenly between two bounds, or
 * log-normal around a median (`sigma` is the standard deviation of the logarithm).
 */
export type Duration =
  | number
  | { readonly minMs: number; readonly maxMs: number }
  | { readonly medianMs: number; readonly sigma: number };

/** Draws one duration, in whole milliseconds. Takes one or two draws from `random` (in [0, 1)). */
export function drawDurationMs(duration: Duration, random: () => number): number {
  if (typeof duration === "number") return Math.round(duration);
  if ("minMs" in duration) {
    return Math.round(duration.minMs + random() * (duration.maxMs - duration.minMs));
  }
  return Math.round(duration.medianMs * Math.exp(duration.sigma * drawNormal(random)));
}

/**
 * Reads `2000`, `1000-3000` or `2000~0.5` (median ~ sigma). Returns null when it is none of them,
 * or when the bounds are the wrong way round.
 */
export function parseDuration(text: string): Duration | null {
  const parts = /^(\d{1,9})(?:(-|~)(\d{1,9}(?:\.\d{1,6})?))?$/.exec(text);
  if (parts === null) return null;
  const first = Number(parts[1]);
  if (parts[2] === undefined) return first;
  const second = Number(parts[3]);
  if (parts[2] === "~") return { medianMs: first, sigma: second };
  return second < first ? null : { minMs: first, maxMs: second };
}

/** Box–Muller: a standard normal from two uniform draws. */
function drawNormal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
