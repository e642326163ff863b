import { headerSeparator } from "./header-separator.ts";
import type { Separator } from "./file-options.ts";

/** The columns of a file and its first rows, as somebody chooses a mapping by. */
export interface FileBeginning {
  readonly separator: Separator;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads the beginning of a file's text, for people: the header and the first rows. Null when there is no header. */
export function readBeginning(
  text: string,
  format: {
    readonly separator?: Separator | undefined;
    readonly quotes: "double" | "none";
    readonly headerLine: number;
  },
  shown: {
    readonly rows: number;
    /** The text is not the whole file: its last line may lack its end, and is left out. */
    readonly cut: boolean;
  },
): FileBeginning | null {
  const quoted = format.quotes === "double";
  const lines = splitLines(text.replace(/^\uFEFF/, ""), quoted);
  const [first, ...rest] = lines.slice(format.headerLine - 1).filter((line) => line.trim() !== "");
  if (first === undefined) return null;
  const separator = format.separator ?? headerSeparator(first);
  const whole = shown.cut ? rest.slice(0, -1) : rest;
  const cellsOf = (line: string) => splitCells(line, separator, quoted).map((cell) => cell.trim());
  return { separator, header: cellsOf(first), rows: whole.slice(0, shown.rows).map(cellsOf) };
}

/** Line breaks between quotation marks belong to a cell. */
function splitLines(text: string, quoted: boolean): string[] {
  const lines: string[] = [];
  for (const part of text.split(/\r\n|\r|\n/)) {
    const open = lines.at(-1);
    const inside = quoted && open !== undefined && open.split('"').length % 2 === 0;
    if (inside) lines[lines.length - 1] = `${open}\n${part}`;
    else lines.push(part);
  }
  return lines;
}

function splitCells(line: string, separator: Separator, quoted: boolean): string[] {
  if (!quoted) return line.split(separator);
  const cells: string[] = [];
  for (const part of line.split(separator)) {
    const open = cells.at(-1);
    const inside = open !== undefined && open.split('"').length % 2 === 0;
    if (inside) cells[cells.length - 1] = `${open}${separator}${part}`;
    else cells.push(part);
  }
  return cells.map((cell) => cell.replace(/^\s*"([\s\S]*)"\s*$/, "$1").replaceAll('""', '"'));
}
