import { TextDecoder } from "node:util";
import type { FileEncoding } from "../../domain/revenue-file/file-options.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/**
 * A file's text, without its byte order mark. One that begins with the mark of UTF-16 is read as such, whatever was said:
 * stores hand such files out. @throws UnreadableFileError for bytes that the encoding does not have.
 */
export async function* decodeFile(
  file: AsyncIterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let line = 1;
  for await (const bytes of file) {
    decoder ??= new TextDecoder(marksUtf16(bytes) ? "utf-16le" : encoding, { fatal: true });
    const text = decoded(decoder, bytes, line);
    line += text.split("\n").length - 1;
    if (text !== "") yield text;
  }
  if (decoder !== null) {
    const rest = decoded(decoder, null, line);
    if (rest !== "") yield rest;
  }
}

function marksUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array | null, line: number): string {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFileError(
      line,
      `or one of the next ones has bytes that ${decoder.encoding} does not have: say the file's encoding`,
    );
  }
}
