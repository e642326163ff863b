import type { Format } from "../../format/create-format.ts";

/** The day of an instant in UTC, by which price lists begin and end. */
export function utcDay(at: string, format: Format): string {
  return new Intl.DateTimeFormat(format.locale, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(at),
  );
}
