import type { StoredVersion } from "../../db/postgres/management/revenue-versions.ts";
import type { EntryVersion } from "../../domain/finance/entry-versions.ts";
import { toEntryVersion } from "./to-entry-version.ts";

/** Versions, an entry's together, in their order. */
export function byEntry(rows: readonly StoredVersion[]): readonly EntryVersion[][] {
  const entries = new Map<string, EntryVersion[]>();
  for (const row of rows) {
    const versions = entries.get(row.entryId) ?? [];
    versions.push(toEntryVersion(row));
    entries.set(row.entryId, versions);
  }
  return [...entries.values()];
}
