/** A token bucket per upstream. Full at the start, so that a worker which wakes up to work does some at once. */
export interface PollRate {
  /** How many polls may go out now. */
  available(upstreamId: string, perSecond: number): number;
  take(upstreamId: string, count: number): void;
}

/** Saved-up polls, in seconds of the rate: a burst is bounded. */
const BURST_SECONDS = 2;

export function createPollRate(now: () => number): PollRate {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    available(upstreamId, perSecond) {
      const most = Math.max(1, perSecond * BURST_SECONDS);
      const nowMs = now();
      const bucket = buckets.get(upstreamId) ?? { tokens: most, atMs: nowMs };
      const earned = (Math.max(0, nowMs - bucket.atMs) / 1_000) * perSecond;
      bucket.tokens = Math.min(most, bucket.tokens + earned);
      bucket.atMs = nowMs;
      buckets.set(upstreamId, bucket);
      return Math.floor(bucket.tokens);
    },
    take(upstreamId, count) {
      const bucket = buckets.get(upstreamId);
      if (bucket !== undefined) bucket.tokens -= count;
    },
  };
}
