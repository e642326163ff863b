const DAY_MS = 86_400_000;

/** Calendar days, half open ("2026-03-01" up to but not including the other), as their first and last day. */
export function daySpanText(locale: string, from: string, to: string): string {
  // Dates have no zone: they are written as they stand.
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(Date.parse(from), Date.parse(to) - DAY_MS);
}
