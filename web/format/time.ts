/** Instants and durations as text in one language and one time zone. */

export function formatInstant(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** An instant of a ledger, to the second. */
export function formatDayClock(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

/** An instant that may lie in another year: an expiry, an end. */
export function formatDatedInstant(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

export function formatExactInstant(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });
}

export function formatClock(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

export function formatDay(locale: string, timeZone: string, at: string | number): string {
  return format(locale, timeZone, at, { day: "numeric", month: "short", year: "numeric" });
}

/** A half-open range as its first and last day, or its hours when it is not made of whole days. */
export function formatRange(
  locale: string,
  timeZone: string,
  fromMs: number,
  toMs: number,
): string {
  const hasHours = [fromMs, toMs].some((at) => !isMidnight(timeZone, at));
  const options: Intl.DateTimeFormatOptions = hasHours
    ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone }
    : { day: "numeric", month: "short", year: "numeric", timeZone };
  return new Intl.DateTimeFormat(locale, options).formatRange(fromMs, hasHours ? toMs : toMs - 1);
}

/** "3.2 s", "4 min 05 s", "2 h 10 min". */
export function formatDuration(locale: string, ms: number): string {
  const seconds = ms / 1000;
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  if (ms < 1000) return `${number(ms, 0)} ms`;
  if (seconds < 60) return `${number(seconds, 1)} s`;
  if (seconds < 3600) {
    const rest = Math.floor(seconds % 60);
    return `${number(Math.floor(seconds / 60), 0)} min ${String(rest).padStart(2, "0")} s`;
  }
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${number(Math.floor(seconds / 3600), 0)} h ${String(minutes).padStart(2, "0")} min`;
}

/** How long ago, in words of the language. */
export function formatAgo(locale: string, at: string | number, nowMs: number): string {
  const seconds = Math.round((new Date(at).getTime() - nowMs) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}

function format(
  locale: string,
  timeZone: string,
  at: string | number,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(at));
}

function isMidnight(timeZone: string, at: number): boolean {
  const clock = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    hourCycle: "h23",
  });
  return clock.format(at) === "00:00";
}
