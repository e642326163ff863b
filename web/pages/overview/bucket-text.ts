import type { Format } from "../../format/create-format.ts";
import type { Interval } from "../../view/time-range.ts";

/** A bucket's start, as short as an axis needs. */
export function formatTick(format: Format, interval: Interval, start: string): string {
  const { timeZone, locale } = format;
  const options: Record<Interval, Intl.DateTimeFormatOptions> = {
    hour: { hour: "2-digit", minute: "2-digit" },
    day: { day: "numeric", month: "short" },
    week: { day: "numeric", month: "short" },
    month: { month: "short", year: "2-digit" },
  };
  return new Intl.DateTimeFormat(locale, { ...options[interval], timeZone }).format(
    new Date(start),
  );
}

/** A bucket in full: its hour, its day with the weekday, or its first and last day. */
export function formatBucket(
  format: Format,
  interval: Interval,
  start: string,
  end: string,
): string {
  const { timeZone, locale } = format;
  const [from, to] = [new Date(start), new Date(end)];
  switch (interval) {
    case "hour":
      return format.instant(start);
    case "day":
      return new Intl.DateTimeFormat(locale, {
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric",
        timeZone,
      }).format(from);
    case "week":
      return to > from ? format.range(from.getTime(), to.getTime()) : format.day(start);
    case "month":
      return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone }).format(
        from,
      );
  }
}
