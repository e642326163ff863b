import type { ImportRecord } from "../../db/postgres/revenue-imports/import-rows.ts";
import type { RevenueImport } from "../contract/revenue-imports.ts";

/** An import as it is shown. */
export function showImport(row: ImportRecord): RevenueImport {
  return {
    id: row.id,
    state: row.state,
    name: row.name,
    rows_read: row.rowsRead,
    rows_skipped: row.rowsSkipped,
    bad_rows: row.badRows,
    entries: row.entries,
    created: row.created,
    changed: row.changed,
    unchanged: row.unchanged,
    sums: row.sums.map((sum) => ({ ...sum })),
    error: row.error,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    ended_at: row.endedAt?.toISOString() ?? null,
    reverted_at: row.revertedAt?.toISOString() ?? null,
    reverted_by: row.revertedBy,
    left_alone: row.leftAlone,
  };
}
