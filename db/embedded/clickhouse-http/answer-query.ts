import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";

import { asClickHouseException, exceptionBody } from "./clickhouse-exception.ts";
import type { ClickHouseEngines } from "./clickhouse-engines.ts";
import { readClickHouseRequest } from "./clickhouse-request.ts";
import type { Asker, ClickHouseRequest } from "./clickhouse-request.ts";
import { contentTypeOf } from "./output-format.ts";
import { summaryHeader } from "./query-answer.ts";
import type { QueryAnswer } from "./query-answer.ts";
import { runGuestQuery } from "./guest-query.ts";
import { runQuery } from "./query-runner.ts";
import { decodedBody, readHead, zstd } from "./request-body.ts";

export const SERVER_DISPLAY_NAME = "reelmeter-embedded";

/** Runs the query of one authorised request and answers it, exceptions included. */
export async function answerQuery(
  engines: ClickHouseEngines,
  asker: Asker,
  search: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const left = new AbortController();
  response.once("close", () => left.abort());
  try {
    const asked = readClickHouseRequest(search, request.headers, request.method ?? "");
    response.setHeader("X-ClickHouse-Query-Id", headerSafe(asked.queryId));
    const body = await readHead(decodedBody(request));
    const deliver = (answer: QueryAnswer) => sendAnswer(engines, request, response, asked, answer);
    if (asker.kind === "owner") await runQuery(engines, asked, body, left.signal, deliver);
    else await runGuestQuery(engines, asker.workspaceId, asked, body, left.signal, deliver);
  } catch (error) {
    if (!response.headersSent) sendException(response, error, engines.version);
    else response.destroy();
  }
}

/** Answers an exception as ClickHouse does: status by code, text body, its code in a header. */
export function sendException(response: ServerResponse, error: unknown, version: string): void {
  const exception = asClickHouseException(error);
  response.writeHead(exception.status, {
    "Content-Type": "text/plain; charset=UTF-8",
    "X-ClickHouse-Exception-Code": String(exception.code),
    "X-ClickHouse-Server-Display-Name": SERVER_DISPLAY_NAME,
  });
  response.end(exceptionBody(exception, version));
}

async function sendAnswer(
  engines: ClickHouseEngines,
  request: IncomingMessage,
  response: ServerResponse,
  asked: ClickHouseRequest,
  answer: QueryAnswer,
): Promise<void> {
  const tag = randomBytes(8).toString("hex");
  const encoding = asked.compressAnswer ? acceptedEncoding(request) : undefined;
  response.writeHead(200, {
    "Content-Type": contentTypeOf(answer.format),
    "X-ClickHouse-Format": answer.format,
    "X-ClickHouse-Timezone": engines.timezone,
    "X-ClickHouse-Server-Display-Name": SERVER_DISPLAY_NAME,
    "X-ClickHouse-Summary": summaryHeader(answer.summary),
    "X-ClickHouse-Exception-Tag": tag,
    ...(encoding === undefined ? {} : { "Content-Encoding": encoding.name }),
  });
  const pieces = Readable.from(orException(answer.pieces, tag, engines.version), {
    objectMode: false,
  });
  try {
    if (encoding === undefined) await pipeline(pieces, response);
    else await pipeline(pieces, encoding.create(), response);
  } catch (error) {
    // The client left: the query is cancelled by the response's end, nobody is there to be told.
    if (!response.destroyed) throw error;
  }
}

/** A failure after the first bytes is told in the body, under the tag the headers announced. */
async function* orException(
  pieces: AsyncIterable<Buffer>,
  tag: string,
  version: string,
): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    const text = exceptionBody(asClickHouseException(error), version);
    const length = Buffer.byteLength(text);
    const marker = "__exception__";
    yield Buffer.from(`\r\n${marker}\r\n${tag}\r\n${text}${length} ${tag}\r\n${marker}\r\n`);
  }
}

function acceptedEncoding(
  request: IncomingMessage,
): { name: string; create: () => Transform } | undefined {
  const accepted = String(request.headers["accept-encoding"] ?? "").toLowerCase();
  const offers: readonly (readonly [string, () => Transform | undefined])[] = [
    ["gzip", () => zlib.createGzip({ level: 3 })],
    ["zstd", () => zstd("createZstdCompress")],
    [
      "br",
      () => zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } }),
    ],
    ["deflate", () => zlib.createDeflate({ level: 3 })],
  ];
  for (const [name, create] of offers) {
    const encoder = accepted.includes(name) ? create() : undefined;
    if (encoder !== undefined) return { name, create: () => encoder };
  }
  return undefined;
}

function headerSafe(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 256);
}
