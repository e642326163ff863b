import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { refusal } from "./clickhouse-exception.ts";

/** Rows of one INSERT, decompressed. */
export const MAX_INSERT_BYTES = 1024 * 1024 * 1024;

/**
 * Puts the rows of one INSERT into a file of their own under `directory`, runs `use` with its path
 * and removes it. Flat memory however large the rows; the engine reads the file, never SQL text.
 */
export async function withInsertFile<T>(
  directory: string,
  rows: AsyncIterable<Buffer>,
  use: (path: string, bytes: number) => Promise<T>,
): Promise<T> {
  const path = join(directory, `${randomUUID()}.rows`);
  let bytes = 0;
  try {
    await pipeline(
      Readable.from(
        counted(rows, (length) => (bytes += length)),
        { objectMode: false },
      ),
      createWriteStream(path, { mode: 0o600, flags: "wx" }),
    );
    return await use(path, bytes);
  } finally {
    await rm(path, { force: true });
  }
}

async function* counted(
  rows: AsyncIterable<Buffer>,
  count: (length: number) => number,
): AsyncGenerator<Buffer> {
  for await (const chunk of rows) {
    if (count(chunk.length) > MAX_INSERT_BYTES) {
      throw refusal("LIMIT_EXCEEDED", `An INSERT may carry at most ${MAX_INSERT_BYTES} bytes.`);
    }
    yield chunk;
  }
}
