/** A spreadsheet would take a cell that begins so for a formula; apostrophes of its own are kept apart from ours. */
const FORMULA = /^'*[=+\-@\t\r]/;
const ESCAPED_FORMULA = /^'+[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",;\r\n]/;

/** Writes records as RFC 4180 has it, with CRLF. No cell can run as a formula: an apostrophe stands before it. */
export function writeCsv(records: readonly (readonly string[])[]): string {
  return records.map((cells) => `${cells.map(writeCell).join(",")}\r\n`).join("");
}

/** Takes away the apostrophe that `writeCsv` put before a formula. */
export function unescapeCell(cell: string): string {
  return ESCAPED_FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** One cell of text: it can't run as a formula, and is quoted where a separator, a quote or a line end needs it. */
export function writeCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
