import type { NoteRecord } from "../../db/postgres/management/notes.ts";
import type { Caller } from "../auth/caller.ts";
import { mayChange } from "../auth/ownership.ts";
import type { NoteRow } from "../contract/notes.ts";

/** A note as one caller sees it. */
export function showNote(row: NoteRecord, caller: Caller): NoteRow {
  return {
    id: row.id,
    at: row.at.toISOString(),
    text: row.text,
    visibility: row.visibility,
    created_by: row.createdBy,
    may_change: mayChange(caller, row),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What the audit log keeps of a note. All the workspace reads the log: of a private one it says nothing. */
export function describeNote(row: NoteRecord) {
  const { visibility } = row;
  if (visibility === "private") return { visibility };
  return { visibility, at: row.at.toISOString(), text: row.text };
}
