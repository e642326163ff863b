import { CsvError, parse, type Parser } from "csv-parse";
import type { FileFormat } from "../../domain/revenue-file/mapping.ts";
import { decodeFile } from "./decode-file.ts";
import { guessSeparator } from "./guess-separator.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

export interface FileRow {
  /** On which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Of one row: a quotation mark that is never closed would otherwise take in the rest of the file. */
const MAX_ROW_BYTES = 1_048_576;
/** What is parsed at once; its rows are in memory together. */
const PIECE_CHARACTERS = 65_536;
const LINE_BREAK = /\r\n|\r|\n/g;
const LINE_BREAKS = ["\r\n", "\n", "\r"];

/**
 * Reads a file row by row, the header first, and never more of it than a piece at a time. Lines without any text are left
 * out. @throws UnreadableFileError after the rows before it.
 */
export async function* readFileRows(
  file: AsyncIterable<Uint8Array>,
  format: FileFormat,
): AsyncGenerator<FileRow> {
  const { separator, text } = await guessSeparator(decodeFile(file, format.encoding), format);
  let rows: FileRow[] = [];
  let lastLine = format.header_line - 1;
  let fault: Error | null = null;
  const parser = parse({
    delimiter: separator,
    quote: format.quotes === "double" ? '"' : null,
    from_line: format.header_line,
    record_delimiter: LINE_BREAKS,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    // Taken here and not from the stream, which drops what it has parsed when a fault follows.
    on_record: (cells: string[], { lines }) => {
      rows.push({ line: lines - breaksIn(cells), cells });
      lastLine = lines;
      return null;
    },
  });
  parser.on("error", (error) => {
    fault ??= error;
  });
  const parsed = function* () {
    yield* rows;
    rows = [];
    if (fault instanceof CsvError) throw unreadable(fault, lastLine + 1);
    if (fault !== null) throw fault;
  };
  for await (const part of text) {
    for (let at = 0; at < part.length; at += PIECE_CHARACTERS) {
      await write(parser, part.slice(at, at + PIECE_CHARACTERS));
      yield* parsed();
    }
  }
  await end(parser);
  yield* parsed();
}

function write(parser: Parser, text: string): Promise<void> {
  return new Promise((resolve) => {
    parser.write(text, () => resolve());
  });
}

function end(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    parser.once("close", resolve);
    parser.resume();
    parser.end();
  });
}

function breaksIn(cells: readonly string[]): number {
  return cells.reduce(
    (sum, cell) => sum + (cell.includes("\n") || cell.includes("\r") ? breaks(cell) : 0),
    0,
  );
}

function breaks(cell: string): number {
  return cell.match(LINE_BREAK)?.length ?? 0;
}

function unreadable(error: CsvError, nextLine: number): UnreadableFileError {
  const line = "lines" in error && typeof error["lines"] === "number" ? error["lines"] : nextLine;
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return new UnreadableFileError(nextLine, "has a quotation mark that is never closed");
  }
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    const message = `is longer than ${MAX_ROW_BYTES} bytes: is a quotation mark never closed?`;
    return new UnreadableFileError(nextLine, message);
  }
  const misplaced =
    error.code === "INVALID_OPENING_QUOTE" || error.code === "CSV_INVALID_CLOSING_QUOTE";
  return new UnreadableFileError(
    line,
    misplaced ? "has a quotation mark out of place" : "can't be read as CSV",
  );
}
