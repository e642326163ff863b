import type { StagedLine } from "../../db/postgres/revenue-imports/staging.ts";
import type { Cells, CompiledMapping } from "../../domain/revenue-file/compile-mapping.ts";
import type { GroupRole } from "../../domain/revenue-file/file-options.ts";
import type { MappedField } from "../../domain/revenue-file/mapping.ts";
import type { FileEntry, RowFault } from "../../domain/revenue-file/read-row.ts";
import { revenueEntryInput } from "../contract/revenue.ts";
import { contentOf } from "../revenue/revenue-content.ts";

export type StagedResult =
  | { readonly kind: "line"; readonly line: StagedLine }
  | { readonly kind: "bad"; readonly faults: readonly RowFault[] };

/** Holds an entry of a file to the same rules as one that comes by the API, and spells it for the staging table. */
export function toStagedLine(
  entry: FileEntry,
  place: {
    readonly compiled: CompiledMapping;
    readonly cells: Cells;
    readonly line: number;
    readonly entryId: string;
    readonly role: GroupRole | null;
  },
): StagedResult {
  const { line, entryId, role } = place;
  const parsed = revenueEntryInput.safeParse(entry);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      faultOf(String(issue.path[0] ?? ""), issue.message, place),
    );
    return { kind: "bad", faults };
  }
  // PostgreSQL text can't hold it; the other texts take no control characters at all.
  for (const field of ["external_id", "note"] as const) {
    if (!(entry[field] ?? "").includes("\0")) continue;
    return { kind: "bad", faults: [faultOf(field, "must not contain the NUL character", place)] };
  }
  const { occurredAt, periodFrom, periodTo, ...content } = contentOf(parsed.data);
  return {
    kind: "line",
    line: {
      line,
      entryId,
      externalId: entry.external_id,
      ...content,
      occurredAt: occurredAt.toISOString(),
      periodFrom: periodFrom?.toISOString() ?? null,
      periodTo: periodTo?.toISOString() ?? null,
      role,
    },
  };
}

function faultOf(
  field: string,
  message: string,
  { compiled, cells }: { readonly compiled: CompiledMapping; readonly cells: Cells },
): RowFault {
  const source = compiled.source(field as MappedField);
  return {
    column: source?.column ?? field,
    value: source?.shown(cells).slice(0, 200) ?? "",
    message,
  };
}
