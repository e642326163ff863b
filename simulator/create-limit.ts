/** Jobs accepted per minute, counted in windows of a minute by the clock. */
export interface CreateLimit {
  take(nowMs: number): { readonly allowed: boolean; readonly headers: Record<string, string> };
  clear(): void;
}

const windowMs = 60_000;

/** Creates the limit; null means none, and then no headers either. */
export function createCreateLimit(perMinute: number | null): CreateLimit {
  let windowStartMs = 0;
  let used = 0;
  return {
    take(nowMs) {
      if (perMinute === null) return { allowed: true, headers: {} };
      if (nowMs >= windowStartMs + windowMs) {
        windowStartMs = nowMs;
        used = 0;
      }
      const allowed = used < perMinute;
      if (allowed) used += 1;
      const resetMs = windowStartMs + windowMs - nowMs;
      return { allowed, headers: rateLimitHeaders(perMinute, perMinute - used, resetMs, allowed) };
    },
    clear() {
      windowStartMs = 0;
    },
  };
}

/** OpenAI's rate headers; with the waiting time when the request was refused. */
export function rateLimitHeaders(
  limit: number,
  remaining: number,
  resetMs: number,
  allowed: boolean,
): Record<string, string> {
  const headers = {
    "x-ratelimit-limit-requests": String(limit),
    "x-ratelimit-remaining-requests": String(remaining),
    "x-ratelimit-reset-requests": `${resetMs}ms`,
  };
  if (allowed) return headers;
  return {
    ...headers,
    "retry-after": String(Math.ceil(resetMs / 1000)),
    "retry-after-ms": String(resetMs),
  };
}
