export interface BackOff {
  /** How long to wait after one more failure, ms. */
  next(): number;
  /** It worked: the next failure waits briefly again. */
  reset(): void;
}

const FIRST_MS = 250;
export const BACK_OFF_CAP_MS = 60_000;

/**
 * Exponential with full jitter: uniform between nothing and a ceiling that doubles up to `capMs`.
 * `random` gives [0, 1). Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function createBackOff(random: () => number, capMs = BACK_OFF_CAP_MS): BackOff {
  let ceilingMs = FIRST_MS;
  return {
    next() {
      const waitMs = random() * Math.min(ceilingMs, capMs);
      ceilingMs = Math.min(ceilingMs * 2, capMs);
      return waitMs;
    },
    reset() {
      ceilingMs = FIRST_MS;
    },
  };
}
