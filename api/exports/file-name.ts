import type { DimensionFilter } from "../analytics/read-filters.ts";

export interface FileNameParts {
  readonly subject: string;
  /** As the caller asked for them or as they were read: dates or instants. */
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly timeZone: string;
  readonly more: readonly string[];
  readonly filters: readonly DimensionFilter[];
  readonly extension: "csv" | "parquet";
}

const MAX_LENGTH = 180;

/**
 * A file's name that says what is in it: subject, range, zone, filters. Letters, digits, `.`, `_`, `-` only, whatever
 * the filters hold; one that grows too long is cut before its extension.
 */
export function fileName(parts: FileNameParts): string {
  const { subject, range, timeZone, more, filters, extension } = parts;
  const words = [
    `reelmeter-${subject}`,
    shortInstant(range.fromMs, timeZone),
    shortInstant(range.toMs, timeZone),
    timeZone,
    ...more,
    ...filters.map(({ dimension, values }) => `${dimension}-${values.join("-")}`),
  ];
  const name = words.map(safe).join("_").slice(0, MAX_LENGTH);
  return `${name}.${extension}`;
}

/** The day in the zone, with the time where it is no midnight. */
function shortInstant(atMs: number, timeZone: string): string {
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(atMs);
  return wall.replace(" 00:00:00", "").replace(" ", "T").replaceAll(":", "");
}

function safe(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.-]+/g, "-");
}
