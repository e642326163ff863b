import { openCsvTable, type CsvCell, type CsvDialect } from "../../domain/csv/csv-table.ts";
import { filterText, type FigureOrigin } from "./figure-origin.ts";

/** The figures behind a drawing or a table; null is what is not known, an empty cell. */
export interface FigureTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export interface CsvWords {
  readonly period: string;
  readonly scope: string;
  readonly noFilter: string;
}

/** A table as a file. Two columns before all others say what it is about, so that no line is a comment. */
export function writeFigureCsv(
  table: FigureTable,
  origin: FigureOrigin,
  dialect: CsvDialect,
  words: CsvWords,
): string {
  const csv = openCsvTable(dialect);
  const filters = origin.filters.length === 0 ? words.noFilter : filterText(origin.filters);
  const about = [
    { text: `${origin.dates} ${origin.timeZone}` },
    { text: `${origin.currency}; ${filters}` },
  ];
  return [
    csv.head([words.period, words.scope, ...table.names]),
    ...table.rows.map((cells) => csv.row([...about, ...cells])),
  ].join("");
}

/** A decimal or a count of the wire as a number of the file. */
export function numberCell(value: string | number | null): CsvCell {
  return value === null ? null : { number: String(value) };
}
