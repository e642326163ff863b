import type { SavedViewRecord } from "../../db/postgres/management/saved-views.ts";
import type { Caller } from "../auth/caller.ts";
import { mayChange } from "../auth/ownership.ts";
import type { SavedView } from "../contract/views.ts";

/** A saved view as one caller sees it. */
export function showView(row: SavedViewRecord, caller: Caller): SavedView {
  return {
    id: row.id,
    name: row.name,
    visibility: row.visibility,
    pinned: row.pinned,
    page: row.page,
    search: row.search,
    created_by: row.createdBy,
    may_change: mayChange(caller, row),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What the audit log keeps of a view. All the workspace reads the log: of a private one it says nothing. */
export function describeView(row: SavedViewRecord) {
  const { visibility } = row;
  if (visibility === "private") return { visibility };
  return { visibility, name: row.name, pinned: row.pinned, page: row.page, search: row.search };
}
