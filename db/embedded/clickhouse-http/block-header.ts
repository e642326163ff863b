/**
 * Keeps the opening lines (names, types) of the first block only. Blocks of a streamed query are
 * complete documents; the header is the same bytes each time.
 */
export async function* headerOnce(
  blocks: AsyncIterable<Buffer>,
  headerLines: number,
): AsyncGenerator<Buffer> {
  let headerBytes: number | undefined;
  for await (const block of blocks) {
    if (headerBytes === undefined) {
      headerBytes = endOfLines(block, headerLines);
      yield block;
    } else if (block.length > headerBytes) yield block.subarray(headerBytes);
  }
}

function endOfLines(block: Buffer, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; line++) at = block.indexOf(0x0a, at) + 1;
  return at;
}
