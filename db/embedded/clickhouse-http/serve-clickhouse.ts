import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

import { answerQuery, sendException } from "./answer-query.ts";
import type { ClickHouseEngines } from "./clickhouse-engines.ts";
import { refusal } from "./clickhouse-exception.ts";
import { askerOf } from "./clickhouse-request.ts";
import type { Credentials } from "./clickhouse-request.ts";

/** Longer than the clients' own, so that the server never closes a socket about to be used. */
const KEEP_ALIVE_MS = 30_000;
const MAX_HEADER_BYTES = 1024 * 1024;

/**
 * Serves ClickHouse's HTTP interface on loopback. `close()` stops accepting, waits up to
 * `deadlineMs` for running queries, then cuts the rest.
 */
export async function serveClickHouse(options: {
  engines: ClickHouseEngines;
  credentials: Credentials;
  /** What the passwords of those who read the views follow from. */
  biSecret: string;
  /** 0 lets the operating system choose. */
  port: number;
}): Promise<{ port: number; close(deadlineMs: number): Promise<void> }> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    void route(options, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return { port: address.port, close: (deadlineMs) => closeServer(server, deadlineMs) };
}

async function closeServer(
  server: ReturnType<typeof createServer>,
  deadlineMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(cut);
}

async function route(
  { engines, credentials, biSecret }: Parameters<typeof serveClickHouse>[0],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A client that leaves is seen by the response's close.
  request.on("error", () => response.destroy());
  response.on("error", () => response.destroy());
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/ping" || url.pathname === "/replicas_status") {
    return void response
      .writeHead(200, { "Content-Type": "text/plain; charset=UTF-8" })
      .end("Ok.\n");
  }
  const asker = askerOf(url.searchParams, request.headers, credentials, biSecret);
  if (asker === null) {
    response.setHeader("WWW-Authenticate", 'Basic realm="ClickHouse server HTTP API"');
    return sendException(
      response,
      refusal(
        "AUTHENTICATION_FAILED",
        "Authentication failed: password is incorrect, or there is no user with such name.",
      ),
      engines.version,
    );
  }
  if (url.pathname !== "/" && url.pathname !== "/query") {
    return void response.writeHead(404).end("There is no handle for this path.\n");
  }
  if (request.method === "GET" && !url.searchParams.has("query")) {
    return void response
      .writeHead(200, { "Content-Type": "text/html; charset=UTF-8" })
      .end("Ok.\n");
  }
  if (request.method !== "GET" && request.method !== "POST") {
    return void response.writeHead(405, { Allow: "GET, POST" }).end();
  }
  await answerQuery(engines, asker, url.searchParams, request, response);
}
