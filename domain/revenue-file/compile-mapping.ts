import { CellFault } from "./cell-fault.ts";
import { openFileCalendar, type FileCalendar } from "./file-calendar.ts";
import { columnsOf, TEMPLATE_PLACE } from "./mapped-columns.ts";
import type { FieldSource, MappedField, RevenueMapping, RowCondition } from "./mapping.ts";

/** A row's cells, in the header's order. */
export type Cells = readonly string[];

/** Where a field comes from in this file. */
export interface CompiledSource {
  /** What a fault of it names: the column, or the field itself when it is made of several or fixed. */
  readonly column: string;
  /** The cell as it stands, for faults; empty when a template can't be filled. */
  shown(cells: Cells): string;
  /** Trimmed and replaced by `values`; empty when there is nothing. @throws CellFault */
  text(cells: Cells): string;
}

/** A mapping bound to the columns of one file. */
export interface CompiledMapping {
  readonly mapping: RevenueMapping;
  readonly header: Cells;
  readonly calendar: FileCalendar;
  source(field: MappedField): CompiledSource | null;
  /** A source that is no field of an entry, such as a period's start. */
  bind(source: FieldSource, name: string): CompiledSource;
  matches(condition: RowCondition, cells: Cells): boolean;
  cell(column: string, cells: Cells): string;
}

export type Compilation =
  | { readonly kind: "compiled"; readonly compiled: CompiledMapping }
  /** Fields of the mapping that this file can't fill. */
  | { readonly kind: "faulty"; readonly errors: readonly { field: string; message: string }[] };

/** Binds a mapping to a file's header. */
export function compileMapping(mapping: RevenueMapping, header: Cells): Compilation {
  const names = header.map((name) => name.trim());
  const errors: { field: string; message: string }[] = [];
  const places = new Map(names.map((name, index) => [name, index]));
  const doubled = names.find((name, index) => name !== "" && places.get(name) !== index);
  if (doubled !== undefined) {
    errors.push({ field: "header", message: `has the column "${doubled}" twice` });
  }
  for (const { field, column } of columnsOf(mapping)) {
    if (places.has(column)) continue;
    errors.push({ field, message: `names the column "${column}", which the file lacks` });
  }
  if (errors.length > 0) return { kind: "faulty", errors };

  const calendar = openFileCalendar(mapping.dates, mapping.timezone);
  const cell = (column: string, cells: Cells) => cells[places.get(column) ?? -1] ?? "";
  const fill = (template: string, cells: Cells) =>
    template.replaceAll(TEMPLATE_PLACE, (_, column: string, month: string | undefined) => {
      const text = cell(column, cells).trim();
      if (text === "") throw new CellFault(`needs a value in "${column}"`);
      return month === undefined ? text : calendar.monthOf(calendar.read(text));
    });
  const bind = (source: FieldSource, name: string): CompiledSource => {
    const raw = (cells: Cells): string => {
      if ("value" in source) return source.value;
      return "column" in source ? cell(source.column, cells) : fill(source.template, cells);
    };
    const mapped = "value" in source ? undefined : source.values;
    return {
      column: "column" in source ? source.column : name,
      shown: (cells) => ("template" in source ? "" : raw(cells)),
      text: (cells) => {
        const text = raw(cells).trim();
        return mapped !== undefined && Object.hasOwn(mapped, text) ? (mapped[text] ?? text) : text;
      },
    };
  };
  const bound = new Map(
    Object.entries(mapping.fields).flatMap(([name, source]) =>
      source === undefined ? [] : [[name, bind(source, name)] as const],
    ),
  );
  return {
    kind: "compiled",
    compiled: {
      mapping,
      header: names,
      calendar,
      source: (field) => bound.get(field) ?? null,
      bind,
      cell,
      matches: ({ column, equals, starts_with: starts }, cells) => {
        const text = cell(column, cells).trim();
        return (
          equals?.includes(text) === true ||
          starts?.some((start) => text.startsWith(start)) === true
        );
      },
    },
  };
}
