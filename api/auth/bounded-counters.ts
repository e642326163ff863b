interface Window {
  readonly startedMs: number;
  readonly count: number;
}

export interface RateRule {
  /** Seconds. */
  readonly window: number;
  readonly max: number;
}

const MAX_COUNTERS = 10_000;

/**
 * Counts attempts by key in fixed windows, in this process; past MAX_COUNTERS the oldest window is forgotten. The shape is
 * better-auth's custom storage. `retryAfter` is in seconds.
 */
export function boundedCounters(clock: () => number): {
  consume(
    key: string,
    rule: RateRule,
  ): Promise<{ readonly allowed: boolean; readonly retryAfter: number | null }>;
} {
  const windows = new Map<string, Window>();
  return {
    async consume(key, rule) {
      const nowMs = clock();
      const present = windows.get(key);
      const endsMs = (present?.startedMs ?? 0) + rule.window * 1000;
      if (present === undefined || nowMs >= endsMs) {
        windows.delete(key);
        windows.set(key, { startedMs: nowMs, count: 1 });
        const oldest = windows.keys().next();
        if (windows.size > MAX_COUNTERS && oldest.done !== true) windows.delete(oldest.value);
        return { allowed: true, retryAfter: null };
      }
      if (present.count >= rule.max) {
        return { allowed: false, retryAfter: Math.ceil((endsMs - nowMs) / 1000) };
      }
      windows.set(key, { ...present, count: present.count + 1 });
      return { allowed: true, retryAfter: null };
    },
  };
}
