import type { QuotaMetric, QuotaWindow } from "../../domain/quota/rule.ts";
import type { Format } from "../format/create-format.ts";
import type { Messages } from "../i18n/en.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LENGTH_UNITS = { second: 1, minute: MINUTE, hour: HOUR, day: DAY } as const;
export type LengthUnit = keyof typeof LENGTH_UNITS;

/** Within what a limit holds: "per day, Europe/Paris", "in any 24 hours", "ever". */
export function windowText(
  window: QuotaWindow,
  metric: QuotaMetric,
  t: Messages,
  format: Pick<Format, "count">,
): string {
  const words = t.quotas.windows;
  if (metric === "in_flight") return words.now;
  switch (window.kind) {
    case "calendar":
      return words[window.unit](window.tz.replaceAll("_", " "));
    case "rolling":
      return words.rolling(lengthText(window.seconds, t, format));
    case "lifetime":
      return words.lifetime;
  }
}

/** The largest unit in which a length is a whole number; a single day stays 24 hours, for it is no calendar day. */
export function splitLength(seconds: number): { unit: LengthUnit; count: number } {
  if (seconds % DAY === 0 && seconds > DAY) return { unit: "day", count: seconds / DAY };
  if (seconds % HOUR === 0) return { unit: "hour", count: seconds / HOUR };
  if (seconds % MINUTE === 0) return { unit: "minute", count: seconds / MINUTE };
  return { unit: "second", count: seconds };
}

function lengthText(seconds: number, t: Messages, format: Pick<Format, "count">): string {
  const { unit, count } = splitLength(seconds);
  return t.quotas.lengths[unit](count, format.count(count));
}
