import type { FlatSearch } from "./url-codec.ts";
import { parseLocalDate } from "./time-range.ts";
import { first, firstName } from "./view-search.ts";

/** What the audit log is narrowed to, out of the address. */
export interface AuditLogSearch {
  /** The id of a person or a token. */
  readonly actor?: string;
  readonly subject?: string;
  /** Local dates, both included. */
  readonly since?: string;
  readonly until?: string;
}

export function readAuditLogSearch(search: FlatSearch): AuditLogSearch {
  const actor = firstName(search["actor"]);
  const subject = first(search["subject"]);
  const since = dayOf(search["since"]);
  const until = dayOf(search["until"]);
  return {
    ...(actor === null ? {} : { actor }),
    ...(subject !== null && /^[a-z_]{1,60}$/.test(subject) ? { subject } : {}),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  };
}

/** A day that there is, in a year that the log can hold. */
function dayOf(value: string | readonly string[] | undefined): string | null {
  const text = first(value);
  const year = parseLocalDate(text, "UTC")?.getFullYear() ?? 0;
  return year > 1970 && year < 2999 ? text : null;
}
