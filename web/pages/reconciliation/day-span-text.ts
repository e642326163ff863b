const DAY_MS = 86_400_000;

/** Calendar days, half open ("2026-03-01" up to but not including the other), as their first and last day. */
export function daySpanText(locale: string, from: string, to: string): string {
  return formatter(locale).formatRange(Date.parse(from), Date.parse(to) - DAY_MS);
}

/** One calendar day. */
export function dayText(locale: string, date: string): string {
  return formatter(locale).format(Date.parse(date));
}

/** The last of half-open days. */
export function lastDayText(locale: string, to: string): string {
  return formatter(locale).format(Date.parse(to) - DAY_MS);
}

/** Dates have no zone: they are written as they stand. */
function formatter(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
