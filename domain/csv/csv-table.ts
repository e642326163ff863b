import { writeCell } from "./write-csv.ts";

/** `rfc4180`: commas and decimal points. `excel-fr`: what a French Excel opens by a double click. */
export const CSV_DIALECTS = ["rfc4180", "excel-fr"] as const;
export type CsvDialect = (typeof CSV_DIALECTS)[number];

/** One value of a row: a text, a plain decimal that stays a number, or nothing. */
export type CsvCell = { readonly text: string } | { readonly number: string } | null;

export interface CsvTable {
  /** A row with its line end. */
  row(cells: readonly CsvCell[]): string;
  /** The row of names, and what must stand before it. */
  head(names: readonly string[]): string;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Opens a table in a dialect. Texts that begin a formula are escaped as `writeCsv` has it; numbers are not. */
export function openCsvTable(dialect: CsvDialect): CsvTable {
  const french = dialect === "excel-fr";
  const separator = french ? ";" : ",";
  const write = (cell: CsvCell): string => {
    if (cell === null) return "";
    if ("text" in cell) return writeCell(cell.text);
    return french ? cell.number.replace(".", ",") : cell.number;
  };
  const row = (cells: readonly CsvCell[]) => `${cells.map(write).join(separator)}\r\n`;
  return {
    row,
    head: (names) => `${french ? BYTE_ORDER_MARK : ""}${row(names.map((text) => ({ text })))}`,
  };
}
