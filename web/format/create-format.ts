import { formatMoney, formatSignedMoney, type MoneyStyle } from "./money.ts";
import {
  formatCompact,
  formatCount,
  formatUsers,
  formatDecimal,
  formatPercent,
  formatSignedPercent,
} from "./number.ts";
import {
  formatAgo,
  formatClock,
  formatDatedInstant,
  formatDay,
  formatDayClock,
  formatDuration,
  formatExactInstant,
  formatInstant,
  formatRange,
} from "./time.ts";

/** Every formatter with the language and the zone filled in. */
export function createFormat(locale: string, timeZone: string) {
  return {
    locale,
    timeZone,
    money: (decimal: string, currency: string, style?: MoneyStyle) =>
      formatMoney(locale, decimal, currency, style),
    signedMoney: (decimal: string, currency: string, style?: MoneyStyle) =>
      formatSignedMoney(locale, decimal, currency, style),
    count: (count: number) => formatCount(locale, count),
    users: (count: number) => formatUsers(locale, count),
    compact: (count: number) => formatCompact(locale, count),
    decimal: (decimal: string) => formatDecimal(locale, decimal),
    percent: (fraction: number) => formatPercent(locale, fraction),
    signedPercent: (fraction: number) => formatSignedPercent(locale, fraction),
    instant: (at: string | number) => formatInstant(locale, timeZone, at),
    datedInstant: (at: string | number) => formatDatedInstant(locale, timeZone, at),
    exactInstant: (at: string | number) => formatExactInstant(locale, timeZone, at),
    clock: (at: string | number) => formatClock(locale, timeZone, at),
    dayClock: (at: string | number) => formatDayClock(locale, timeZone, at),
    day: (at: string | number) => formatDay(locale, timeZone, at),
    range: (fromMs: number, toMs: number) => formatRange(locale, timeZone, fromMs, toMs),
    duration: (ms: number) => formatDuration(locale, ms),
    ago: (at: string | number, nowMs: number) => formatAgo(locale, at, nowMs),
  };
}
export type Format = ReturnType<typeof createFormat>;
