const HIT_DAYS = 7;
const DAY_MS = 86_400_000;

/** The first UTC day (YYYY-MM-DD) of those over which recent hits are counted, today included. */
export function hitsSince(nowMs: number): string {
  return new Date(nowMs - (HIT_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
}
