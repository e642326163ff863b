/** A line of a CSV file and its number, counted from 1 as editors do. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const BYTE_ORDER_MARK = /^\uFEFF/;
const CELL = /^"((?:[^"]|"")*)"$/;

/**
 * Splits a CSV of dates, codes and numbers: a line for each row, cells with commas between them, trimmed, quotes around
 * a whole cell taken off. Empty lines are left out; a comma at the end of a line adds an empty cell.
 */
export function csvLines(csv: string): CsvLine[] {
  return csv
    .replace(BYTE_ORDER_MARK, "")
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== "")
    .map(({ line, text }) => ({ line, cells: text.split(",").map(cell) }));
}

function cell(text: string): string {
  const trimmed = text.trim();
  const quoted = CELL.exec(trimmed)?.[1];
  return quoted === undefined ? trimmed : quoted.replaceAll('""', '"').trim();
}
