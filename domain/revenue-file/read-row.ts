import { ATTRIBUTION_FIELDS, type AttributionField } from "../attribution-fields.ts";
import { CellFault, type Attempt } from "./cell-fault.ts";
import type { Cells, CompiledMapping } from "./compile-mapping.ts";
import type { GroupRole } from "./file-options.ts";
import type { MappedField } from "./mapping.ts";
import { readMoney, type RowMoney } from "./read-money.ts";
import { readPeriod } from "./read-period.ts";

/** An entry as a row says it, in the wire's spelling: decimal strings and instants. Absent: not known. */
export type FileEntry = {
  readonly external_id: string;
  readonly occurred_at: string;
  readonly currency: string;
  readonly period?: { readonly from: string; readonly to: string };
  readonly note?: string;
} & RowMoney &
  Readonly<Partial<Record<AttributionField, string>>>;

export interface RowFault {
  /** The column's name, or the field's when it is made of several columns; empty for the whole row. */
  readonly column: string;
  /** The cell as it stands. */
  readonly value: string;
  readonly message: string;
}

export type RowResult =
  | { readonly kind: "entry"; readonly entry: FileEntry; readonly role: GroupRole | null }
  | { readonly kind: "skipped" }
  /** The data ended before this row. */
  | { readonly kind: "end" }
  | { readonly kind: "bad"; readonly faults: readonly RowFault[] };

const SHOWN_CHARACTERS = 200;

/** Reads one row of a file. Every fault of it is told, not only the first. */
export function readRow(compiled: CompiledMapping, cells: Cells): RowResult {
  const { mapping, header } = compiled;
  if (mapping.until !== undefined && compiled.matches(mapping.until, cells)) return { kind: "end" };
  if (cells.every((cell) => cell.trim() === "")) return { kind: "skipped" };
  if (mapping.skip_when.some((skip) => compiled.matches(skip, cells))) return { kind: "skipped" };
  const tooMany = cells.slice(header.length).some((cell) => cell.trim() !== "");
  if (tooMany || cells.length < header.length) {
    const message = `has ${cells.length} cells where the header has ${header.length}`;
    return { kind: "bad", faults: [{ column: "", value: "", message }] };
  }

  const faults: RowFault[] = [];
  const attempt: Attempt = (column, value, read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      const { message } = error;
      faults.push({ column, value: value.slice(0, SHOWN_CHARACTERS), message });
      return null;
    }
  };
  const role = attempt(mapping.group?.column ?? "", roleCell(compiled, cells), () =>
    roleOf(compiled, cells),
  );
  if (role === "skip") return { kind: "skipped" };

  const needed = (field: MappedField): string | null => {
    const source = compiled.source(field);
    if (source === null) return null;
    return attempt(source.column, source.shown(cells), () => {
      const text = source.text(cells);
      if (text === "") throw new CellFault("is empty");
      return text;
    });
  };
  const externalId = needed("external_id");
  const currency = needed("currency");
  const occurredAtMs = readAt(compiled, cells, needed("occurred_at"), attempt);
  const money = readMoney(compiled, cells, attempt);
  const period = occurredAtMs === null ? null : readPeriod(compiled, cells, occurredAtMs, attempt);
  const named = [...ATTRIBUTION_FIELDS, "note" as const].flatMap((field) => {
    const source = compiled.source(field);
    if (source === null) return [];
    const text = attempt(source.column, source.shown(cells), () => source.text(cells));
    return text === null || text === "" ? [] : [[field, text] as const];
  });
  const whole = externalId !== null && currency !== null && occurredAtMs !== null;
  if (faults.length > 0 || !whole || money === null) return { kind: "bad", faults };
  const entry = {
    external_id: externalId,
    occurred_at: new Date(occurredAtMs).toISOString(),
    currency,
    ...money,
    ...(period === null ? {} : { period }),
    ...Object.fromEntries(named),
  };
  return { kind: "entry", entry, role };
}

function roleCell(compiled: CompiledMapping, cells: Cells): string {
  const { group } = compiled.mapping;
  return group === undefined ? "" : compiled.cell(group.column, cells).trim();
}

function roleOf(compiled: CompiledMapping, cells: Cells): GroupRole | null {
  const { group } = compiled.mapping;
  if (group === undefined) return null;
  const value = roleCell(compiled, cells);
  const role = Object.hasOwn(group.roles, value) ? group.roles[value] : undefined;
  if (role === undefined) throw new CellFault("has no role in the mapping's group");
  return role;
}

function readAt(
  compiled: CompiledMapping,
  cells: Cells,
  text: string | null,
  attempt: Attempt,
): number | null {
  const bound = compiled.source("occurred_at");
  if (text === null || bound === null) return null;
  return attempt(bound.column, bound.shown(cells), () => compiled.calendar.read(text));
}
