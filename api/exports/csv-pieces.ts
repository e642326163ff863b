import { openCsvTable, type CsvCell, type CsvDialect } from "../../domain/csv/csv-table.ts";
import type { ExportColumn } from "./export-column.ts";

/** Writes pages of rows as CSV, a piece for each page; the row of names comes with the first. */
export async function* csvPieces<Row>(
  columns: readonly ExportColumn<Row>[],
  dialect: CsvDialect,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const table = openCsvTable(dialect);
  let head = table.head(columns.map(({ name }) => name));
  for await (const rows of pages) {
    const lines = rows.map((row) => table.row(columns.map((column) => cellOf(column, row))));
    const text = head + lines.join("");
    head = "";
    if (text !== "") yield Buffer.from(text);
  }
  if (head !== "") yield Buffer.from(head);
}

function cellOf<Row>(column: ExportColumn<Row>, row: Row): CsvCell {
  switch (column.kind) {
    case "text": {
      const text = column.value(row);
      return text === null ? null : { text };
    }
    case "decimal": {
      const number = column.value(row);
      return number === null ? null : { number };
    }
    case "count": {
      const count = column.value(row);
      return count === null ? null : { number: String(count) };
    }
    case "instant": {
      const atMs = column.value(row);
      return atMs === null ? null : { text: new Date(atMs).toISOString() };
    }
    case "truth": {
      const truth = column.value(row);
      return truth === null ? null : { text: String(truth) };
    }
  }
}
