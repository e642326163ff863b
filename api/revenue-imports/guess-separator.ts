import type { Separator } from "../../domain/revenue-file/file-options.ts";
import { headerSeparator } from "../../domain/revenue-file/header-separator.ts";
import type { FileFormat } from "../../domain/revenue-file/mapping.ts";

/** A header is within this much of the file's beginning. */
const MAX_BEGINNING_CHARACTERS = 65_536;

/** The separator that was said, or else the one that the header line has most of; and the whole text again. */
export async function guessSeparator(
  text: AsyncGenerator<string>,
  format: FileFormat,
): Promise<{ readonly separator: Separator; readonly text: AsyncIterable<string> }> {
  if (format.separator !== undefined) return { separator: format.separator, text };
  let beginning = "";
  while (beginning.length < MAX_BEGINNING_CHARACTERS) {
    if (beginning.split("\n").length > format.header_line) break;
    const next = await text.next();
    if (next.done === true) break;
    beginning += next.value;
  }
  const header = beginning.split(/\r\n|\r|\n/)[format.header_line - 1] ?? "";
  return { separator: headerSeparator(header), text: withBeginning(beginning, text) };
}

async function* withBeginning(beginning: string, rest: AsyncIterable<string>) {
  if (beginning !== "") yield beginning;
  yield* rest;
}
