const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after each failed try: eleven tries in a little more than a day. */
export const RELAY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  11 * HOUR,
];

const JITTER = 0.1;

/** Until the next try after so many failed ones, ms; null when that was the last. `random` is in [0, 1). */
export function relayDelay(failedTries: number, random: number): number | null {
  const delay = RELAY_DELAYS_MS[failedTries - 1];
  return delay === undefined ? null : Math.round(delay * (1 + JITTER * random));
}
