/** One record of a CSV text: its cells, and the line on which it begins (from 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvResult =
  | { readonly kind: "records"; readonly records: readonly CsvRecord[] }
  /** The line on which a quotation mark is out of place. */
  | { readonly kind: "bad_quote"; readonly line: number };

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Reads CSV as RFC 4180 has it: cells in quotation marks may hold separators, line breaks and doubled quotation marks;
 * lines end with CRLF, LF or CR. Spreadsheets in French write semicolons: the separator is the one that the first line
 * has more of. Lines without any text are left out.
 */
export function readCsv(text: string): CsvResult {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const separator = separatorOf(source);
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let startLine = 1;
  let at = 0;
  const endRecord = (): void => {
    if (cells.some((cell) => cell !== "")) records.push({ line: startLine, cells });
    cells = [];
  };
  while (at < source.length) {
    if (cells.length === 0) startLine = line;
    const quoted = source[at] === '"';
    const end = quoted ? closingQuote(source, at) : cellEnd(source, at, separator);
    if (end === null) return { kind: "bad_quote", line };
    const raw = source.slice(quoted ? at + 1 : at, end);
    if (!quoted && raw.includes('"')) return { kind: "bad_quote", line };
    cells.push(quoted ? raw.replaceAll('""', '"') : raw);
    line += raw.split(LINE_BREAK).length - 1;
    at = quoted ? end + 1 : end;
    const next = source[at];
    if (next === separator) {
      at += 1;
      // A separator before the end of the text still opens one more cell.
      if (at === source.length) cells.push("");
      continue;
    }
    if (next !== undefined && next !== "\r" && next !== "\n") return { kind: "bad_quote", line };
    endRecord();
    at += source.startsWith("\r\n", at) ? 2 : 1;
    line += 1;
  }
  endRecord();
  return { kind: "records", records };
}

const LINE_BREAK = /\r\n|\r|\n/;

function separatorOf(source: string): "," | ";" {
  const first = source.split(LINE_BREAK, 1)[0] ?? "";
  const count = (mark: string): number => first.split(mark).length;
  return count(";") > count(",") ? ";" : ",";
}

/** Where an unquoted cell ends: at a separator, a line break or the end. */
function cellEnd(source: string, from: number, separator: string): number {
  let at = from;
  for (; at < source.length; at += 1) {
    const character = source[at];
    if (character === separator || character === "\r" || character === "\n") break;
  }
  return at;
}

/** The quotation mark that closes the one at `from`; null when none does. */
function closingQuote(source: string, from: number): number | null {
  let at = source.indexOf('"', from + 1);
  while (at !== -1 && source[at + 1] === '"') at = source.indexOf('"', at + 2);
  return at === -1 ? null : at;
}
