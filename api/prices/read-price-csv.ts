import { readCsv, type CsvRecord } from "../../domain/csv/read-csv.ts";
import { unescapeCell } from "../../domain/csv/write-csv.ts";
import { MAX_IMPORTED_PRICES, priceTransfer, type PriceTransfer } from "../contract/prices.ts";
import type { FieldError } from "../http/api-error.ts";
import { fieldErrors } from "../http/field-errors.ts";
import { PRICE_COLUMNS, type PriceColumn } from "./price-columns.ts";

/** A row of an import, and how its members are named to the caller. */
export interface ImportedRow {
  /** `line 3` or `prices[2]`. */
  readonly at: string;
  readonly field: (member: string) => string;
  readonly price: PriceTransfer;
}

export type PriceCsv =
  | { readonly kind: "rows"; readonly rows: readonly ImportedRow[] }
  /** Every fault of every row: `line 3, amount`. */
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

const NEEDED = ["provider", "model", "unit", "amount", "currency", "valid_from"] as const;

/** Reads prices from CSV with the columns of the export, in any order; all but the needed ones may be missing. */
export function readPriceCsv(text: string): PriceCsv {
  const csv = readCsv(text);
  if (csv.kind === "bad_quote") {
    return invalid([[`line ${csv.line}`, "has a quotation mark out of place"]]);
  }
  const [header, ...records] = csv.records;
  if (header === undefined || records.length === 0) {
    return invalid([["csv", "must hold a line of column names and at least one price"]]);
  }
  if (records.length > MAX_IMPORTED_PRICES) {
    return invalid([["csv", `must hold at most ${MAX_IMPORTED_PRICES} prices`]]);
  }
  const names = header.cells.map((cell) => unescapeCell(cell).trim());
  const columns = names.map((name) => PRICE_COLUMNS.find((column) => column === name));
  const faults = headerFaults(header.line, names);
  if (faults.length > 0) return invalid(faults);

  const read = records.map((record) => readRecord(record, columns));
  const errors = read.flatMap((each) => (each.kind === "invalid" ? each.errors : []));
  if (errors.length > 0) return { kind: "invalid", errors };
  return { kind: "rows", rows: read.flatMap((each) => (each.kind === "rows" ? each.rows : [])) };
}

function headerFaults(line: number, names: readonly string[]): [string, string][] {
  const unknown = names.filter((name) => !PRICE_COLUMNS.some((column) => column === name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const missing = NEEDED.filter((name) => !names.includes(name));
  const say = (list: readonly string[], message: string) =>
    list.map((name): [string, string] => [`line ${line}, ${name}`, message]);
  return [
    ...say(unknown, "is no column of a price"),
    ...say(twice, "is there twice"),
    ...say(missing, "is missing"),
  ];
}

function readRecord(
  { line, cells }: CsvRecord,
  columns: readonly (PriceColumn | undefined)[],
): PriceCsv {
  const field = (member: string) => `line ${line}, ${member}`;
  if (cells.length > columns.length) {
    return invalid([[`line ${line}`, `has more cells than the ${columns.length} columns`]]);
  }
  const values: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const cell = unescapeCell(cells[index] ?? "");
    if (column !== undefined && (cell !== "" || isNeeded(column))) {
      values[column] = readCell(column, cell);
    }
  }
  const parsed = priceTransfer.safeParse(values);
  if (parsed.success) {
    return { kind: "rows", rows: [{ at: `line ${line}`, field, price: parsed.data }] };
  }
  const errors = fieldErrors(parsed.error.issues, "price");
  return invalid(errors.map((error) => [field(error.field), error.message]));
}

function isNeeded(column: PriceColumn): boolean {
  return NEEDED.some((name) => name === column);
}

/** What can't be read stays text, which the schema then refuses by the column's name. */
function readCell(column: PriceColumn, cell: string): unknown {
  if (column === "own") return cell === "true" || cell === "false" ? cell === "true" : cell;
  if (column !== "conditions") return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function invalid(faults: readonly (readonly [string, string])[]): PriceCsv {
  return { kind: "invalid", errors: faults.map(([field, message]) => ({ field, message })) };
}
