import type { FlatSearch } from "./url-codec.ts";
import { isDay } from "./time-range.ts";
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
  const since = first(search["since"]);
  const until = first(search["until"]);
  return {
    ...(actor === null ? {} : { actor }),
    ...(subject !== null && /^[a-z_]{1,60}$/.test(subject) ? { subject } : {}),
    ...(since !== null && isDay(since) ? { since } : {}),
    ...(until !== null && isDay(until) ? { until } : {}),
  };
}
