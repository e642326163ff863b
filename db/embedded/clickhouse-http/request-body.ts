import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import * as zlib from "node:zlib";

import { refusal } from "./clickhouse-exception.ts";

/** The longest statement, rows of an INSERT not counted. */
export const MAX_STATEMENT_BYTES = 1024 * 1024;

/** The start of a body, at most one statement long and a bit, and the stream of what follows. */
export interface BodyHead {
  readonly bytes: Buffer;
  /** The rest; undefined when `bytes` is everything. */
  readonly rest: AsyncIterable<Buffer> | undefined;
}

/** The body as the client meant it, decompressed. Throws `ClickHouseException`. */
export function decodedBody(request: IncomingMessage): Readable {
  const encoding = (request.headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding === "identity" || encoding === "") return request;
  const decoder = decoderFor(encoding);
  if (decoder === undefined) {
    throw refusal("SUPPORT_IS_DISABLED", `Content-Encoding ${encoding} is not available here.`);
  }
  // Faults surface on the decoder, where the reader sees them.
  pipeline(request, decoder, () => undefined);
  return decoder;
}

/** Reads enough of a body to hold any statement. */
export async function readHead(body: Readable): Promise<BodyHead> {
  const chunks: Buffer[] = [];
  let length = 0;
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (length < MAX_STATEMENT_BYTES) {
    const next = await nextChunk(iterator);
    if (next.done === true) return { bytes: Buffer.concat(chunks, length), rest: undefined };
    chunks.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(chunks, length), rest: remaining(iterator) };
}

async function* remaining(iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await nextChunk(iterator);
    if (next.done === true) return;
    yield next.value;
  }
}

async function nextChunk(iterator: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await iterator.next();
  } catch (error) {
    const isZlib = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    if (isZlib) throw refusal("CANNOT_DECOMPRESS", "The body cannot be decompressed.");
    throw error;
  }
}

function decoderFor(encoding: string) {
  if (encoding === "gzip" || encoding === "x-gzip") return zlib.createGunzip();
  if (encoding === "deflate") return zlib.createInflate();
  if (encoding === "br") return zlib.createBrotliDecompress();
  if (encoding === "zstd") return zstd("createZstdDecompress");
  return undefined;
}

/** Zstandard came to Node with 22.15; older ones lack it. */
export function zstd(name: "createZstdDecompress" | "createZstdCompress") {
  const create: unknown = Reflect.get(zlib, name);
  return typeof create === "function" ? (create() as zlib.Gzip) : undefined;
}
