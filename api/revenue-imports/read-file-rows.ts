import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
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
const LINE_BREAK = /\r\n|\r|\n/g;
const LINE_BREAKS = ["\r\n", "\n", "\r"];

/**
 * Reads a file row by row, the header first, and never more of it than a few rows at a time. Lines without any text are
 * left out. @throws UnreadableFileError
 */
export async function* readFileRows(
  file: AsyncIterable<Uint8Array>,
  format: FileFormat,
): AsyncGenerator<FileRow> {
  const { separator, text } = await guessSeparator(decodeFile(file, format.encoding), format);
  const parser = parse({
    delimiter: separator,
    quote: format.quotes === "double" ? '"' : null,
    from_line: format.header_line,
    record_delimiter: LINE_BREAKS,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    info: true,
  });
  let lastLine = format.header_line - 1;
  // What ends the pipeline early is thrown by the loop below.
  pipeline(Readable.from(text), parser, () => {});
  try {
    for await (const each of parser) {
      const { record, info } = each as { record: string[]; info: { lines: number } };
      const line = info.lines - breaksIn(record);
      lastLine = info.lines;
      yield { line, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error, lastLine + 1);
    throw error;
  }
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
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new UnreadableFileError(nextLine, "has a quotation mark that is never closed");
    case "CSV_MAX_RECORD_SIZE":
      return new UnreadableFileError(
        nextLine,
        `is longer than ${MAX_ROW_BYTES} bytes: is a quotation mark never closed?`,
      );
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return new UnreadableFileError(line, "has a quotation mark out of place");
    default:
      return new UnreadableFileError(line, "can't be read as CSV");
  }
}
